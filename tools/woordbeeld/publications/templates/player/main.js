import { startCaptions } from "./captions.js";
import { startControls } from "./controls.js";
import { startDescriptions } from "./descriptions.js";
import { media } from "./page.js";
import { startFrame } from "./frame.js";
import { startReading } from "./reading.js";
import { startSearch } from "./search.js";
import { startSmall } from "./small.js";

// What the browser shows by itself gives way to our own, which the viewer can set.
document.documentElement.classList.add("scripted");
media.controls = false;
for (const track of media.querySelectorAll("track")) track.remove();
startFrame();
startControls(startCaptions(), startDescriptions());
startSearch(startReading());
startSmall();
