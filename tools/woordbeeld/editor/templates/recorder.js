/** The microphone: asked for once, let go when the booth closes. */

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
// As it sounds: what browsers do to a voice for a call makes it pump.
const WANTED = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
const HINDERED = {
  NotAllowedError: "not_allowed",
  SecurityError: "not_allowed",
  NotFoundError: "no_microphone",
  NotReadableError: "microphone_busy",
  AbortError: "microphone_busy",
};

let stream = null;

/** What this browser lacks to record at all: the key of a word, or nothing. */
export function lackingRecorder() {
  const can = globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia;
  return can ? "" : "no_recorder";
}

const isLive = () => stream?.getAudioTracks().some(track => track.readyState === "live");

export const openSound = {
  /** A recording that can `begin`, and then `finish` with its sound, or be dropped.
   *  Refused with the key of a word. */
  async open() {
    if (!isLive()) {
      stream = await navigator.mediaDevices.getUserMedia({ audio: WANTED }).catch(error => {
        throw new Error(HINDERED[error.name] ?? "no_microphone");
      });
    }
    return recordingOf(stream);
  },
  close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  },
};

function recordingOf(source) {
  const mimeType = KINDS.find(each => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(source, { mimeType, audioBitsPerSecond: 128_000 });
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise(resolve => recorder.addEventListener("stop", resolve));
  const stop = () => recorder.state !== "inactive" && recorder.stop();
  return {
    begin: () => recorder.start(),
    async finish() {
      stop();
      await ended;
      return new Blob(parts, { type: recorder.mimeType });
    },
    drop: stop,
  };
}
