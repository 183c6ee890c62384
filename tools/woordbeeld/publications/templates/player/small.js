import { byId } from "./page.js";

/**
 * Keeps the picture in sight, small, while the transcript scrolls on a screen without room for both; where
 * it was, its room is kept.
 */
export function startSmall() {
  const place = byId("place");
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 61.99rem) and (min-height: 20rem)");
  let above = false;
  const follow = () => {
    const small = above && narrow.matches && !root.classList.contains("compact");
    if (small === root.classList.contains("small")) return;
    place.style.height = small ? `${place.offsetHeight}px` : "";
    root.classList.toggle("small", small);
  };
  new IntersectionObserver(([entry]) => {
    above = !entry.isIntersecting && entry.boundingClientRect.top < 0;
    follow();
  }).observe(place);
  narrow.addEventListener("change", follow);
}
