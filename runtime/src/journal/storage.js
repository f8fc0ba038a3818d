// Texts by name, in a storage of the page or of the host that may be missing, forbidden or full.
//
// The syntax is that of 2018, because an engine that cannot read this file starts no game at all.

// So many texts are set aside, so that a fault which repeats itself does not fill the device; and none is dropped for another,
// because somebody may have paid for what is in it.
const MOST_PLACES = 8;

// `localStorage` itself may throw when it is looked at, so it is looked at inside the call.
const LOCAL_STORAGE = {
  title: "localStorage",
  read: (name) => localStorage.getItem(name),
  write: (name, text) => localStorage.setItem(name, text),
};

// Nothing here lists the names or asks how much room there is: on one host that ended the game before anybody could catch it.
// No page says how a full storage shows itself, so every text is read back once it is written.
const MINIS_STORAGE = {
  title: "TTMinis.game",
  read: (name) => TTMinis.game.getStorageSync(name),
  write: (name, text) => {
    TTMinis.game.setStorageSync(name, text);
    if (textOf(TTMinis.game.getStorageSync(name)) !== text) throw "it does not keep what it is given";
  },
};

// The text under one name. Where something cannot be done, `problem` says why.
export class Kept {
  constructor(isLocal, name) {
    this.storage = isLocal ? LOCAL_STORAGE : MINIS_STORAGE;
    this.name = name;
    this.problem = "";
  }

  load() {
    return this.read(this.name);
  }

  save(text) {
    return this.write(this.name, text);
  }

  // In the first free place beside it, unless one has it already.
  setAside(text) {
    for (let number = 1; number <= MOST_PLACES; number += 1) {
      const place = `${this.name}.set-aside.${number}`;
      const kept = this.read(place);
      if (kept === undefined) return false;
      if (kept === text) return true;
      if (kept === "") return this.write(place, text);
    }
    this.problem =
      `all places for such texts are taken beside \`${this.name}\`, ${MOST_PLACES} of them; ` +
      "send them along with a bug report, and remove them";
    return false;
  }

  read(name) {
    try {
      const found = textOf(this.storage.read(name));
      if (found === undefined) this.fail(name, "read", "it is no text; give the journal a name of its own");
      return found;
    } catch (thrown) {
      this.fail(name, "read", words(thrown));
      return undefined;
    }
  }

  write(name, text) {
    try {
      this.storage.write(name, text);
      return true;
    } catch (thrown) {
      this.fail(name, "written", words(thrown));
      return false;
    }
  }

  fail(name, what, why) {
    this.problem = `\`${name}\` in ${this.storage.title} cannot be ${what}: ${why}`;
  }
}

// What is missing reads as nothing or as an empty text; what is no text belongs to somebody else.
function textOf(found) {
  if (found === undefined || found === null) return "";
  return typeof found === "string" ? found : undefined;
}

// Anything may be thrown, also what has no words.
function words(thrown) {
  let words = "";
  try {
    words = String(thrown);
  } catch (_) {
    // It has none.
  }
  return `${words}; allow the storage, or make room in it`;
}
