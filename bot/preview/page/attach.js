// The menu of the paper clip: what is sent besides text.

import { openActions } from "/page/actions.js";
import * as api from "/page/api.js";

const SIDE = 1280; // pixels; Telegram's apps make photos no larger
const RATIO = 20; // https://core.telegram.org/bots/api#sendphoto
const PICTURES = new Set(["image/bmp", "image/jpeg", "image/png", "image/webp"]);

// `act`: place() gives the place in view, takeText() the typed text, attempt(work) says what went wrong.
export function setUpAttaching(button, input, act) {
  const send = (work) => () => act.attempt(() => work(act.place()));
  button.addEventListener("click", () =>
    openActions(
      [
        ["Photo or file", () => input.click()],
        ["Voice message", send(api.sendVoice)],
        ["Sticker", send(api.sendSticker)],
      ],
      button,
    ),
  );
  input.addEventListener("change", async () => {
    const place = act.place();
    const files = [...input.files];
    input.value = "";
    let caption = act.takeText();
    for (const file of files) {
      await act.attempt(() => sendFile(place, file, caption));
      caption = "";
    }
  });
}

async function sendFile(place, file, caption) {
  const photo = PICTURES.has(file.type) && (await photoOf(file));
  return photo ? api.sendPhoto(place, photo, caption) : api.sendFile(place, file, caption);
}

// Gives a picture as a photo, as Telegram's apps do before they send one; null where it has to go as a file.
async function photoOf(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const { width, height } = picture;
  if (Math.max(width, height) > RATIO * Math.min(width, height)) return null;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // JPEG knows no transparency
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.87 });
}
