import { startCaptions } from "./captions.js";
import { startControls } from "./controls.js";
import { startDescribed } from "./described.js";
import { startDescriptions } from "./descriptions.js";
import { data, media } from "./page.js";
import { startFrame } from "./frame.js";
import { joinPages } from "./pages.js";
import { startReading } from "./reading.js";
import { startSearch } from "./search.js";
import { startSmall } from "./small.js";

if (data.pages) await joinPages(data.pages);

// What the browser shows by itself gives way to our own, which the viewer can set.
document.documentElement.classList.add("scripted");
media.controls = false;
for (const track of media.querySelectorAll("track")) track.remove();
startFrame();
startControls(startCaptions(), data.sound ? startDescribed(startDescriptions) : startDescriptions());
startSearch(startReading());
startSmall();
