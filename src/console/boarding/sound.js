// A tone and a shake, for eyes that are elsewhere: high and short for yes, low and twice for no.
let sound;

/** Wakes the sound at the first press: browsers allow none before it, and an answer may come a while after. */
export function prepare() {
  const wake = () => {
    try {
      sound ??= new AudioContext();
      sound.resume();
    } catch {
      // A phone without sound.
    }
  };
  for (const press of ["pointerdown", "keydown"]) addEventListener(press, wake, { once: true, capture: true });
}

/** Sounds and shakes. */
export function signal(good) {
  try {
    navigator.vibrate?.(good ? 120 : [200, 100, 200]);
    sound ??= new AudioContext();
    const start = sound.currentTime;
    for (const [from, pitch] of good ? [[0, 880], [0.12, 1320]] : [[0, 220], [0.3, 180]]) {
      const [tone, volume] = [sound.createOscillator(), sound.createGain()];
      tone.type = good ? "sine" : "square";
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, start + from);
      volume.gain.exponentialRampToValueAtTime(0.001, start + from + 0.25);
      tone.connect(volume).connect(sound.destination);
      tone.start(start + from);
      tone.stop(start + from + 0.25);
    }
  } catch {
    // A phone without sound says it in words and colour.
  }
}
