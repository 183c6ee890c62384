import { startCaptions } from "./captions.js";
import { startControls } from "./controls.js";
import { startDescriptions } from "./descriptions.js";
import { video } from "./page.js";
import { startReading } from "./reading.js";
import { startSearch } from "./search.js";

// What the browser shows by itself gives way to our own, which the viewer can set.
document.documentElement.classList.add("scripted");
video.controls = false;
for (const track of video.querySelectorAll("track")) track.remove();
startControls(startCaptions(), startDescriptions());
startSearch(startReading());
