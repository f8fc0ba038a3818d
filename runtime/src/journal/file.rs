//! A journal in a file.

use core::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use fs4::TryLockError;

use super::{Journal, JournalError, places};

/// A journal in a file, for a game that runs outside of a browser. Only with the feature `file`, and not on wasm.
///
/// The file is replaced as a whole: after a crash or a power cut it has the old text or the new one. For as long as the journal
/// lives, no other copy of the game can open it. What makes no sense is set aside in up to eight files beside it, whose names
/// end with `.set-aside.` and a number, byte for byte, also where it is no text at all.
///
/// ```
/// # use purchasable::{Journal, JournalError};
/// # fn main() -> Result<(), JournalError> {
/// use purchasable::FileJournal;
///
/// # let folder = tempfile::tempdir().expect("there is room");
/// # let folder = folder.path();
/// let journal = FileJournal::open(folder.join("orders"))?;
/// # assert_eq!(journal.load()?, "");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FileJournal {
    path: PathBuf,
    /// The system gives it free when the process ends, however it ends.
    lock: File,
}

impl FileJournal {
    /// The journal in this file, which need not exist yet. Its folder must.
    ///
    /// # Errors
    ///
    /// When another copy of the game has it open, or when nothing can be written beside it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, JournalError> {
        let path = path.into();
        // A file of its own, since the journal's is another one after each writing. It stays: whoever removed it would let two
        // copies of the game lock two files of this name.
        let lock = beside(&path, ".lock");
        let file =
            File::options().create(true).append(true).open(&lock).map_err(|why| failed(&lock, "opened", &why))?;
        match fs4::FileExt::try_lock(&file) {
            Ok(()) => Ok(Self { path, lock: file }),
            Err(TryLockError::WouldBlock) => Err(JournalError::new(format!(
                "`{}` is in use: another copy of the game has it open; close that one first",
                path.display()
            ))),
            Err(TryLockError::Error(why)) => Err(failed(&lock, "locked", &why)),
        }
    }

    fn read(&self) -> Result<Vec<u8>, JournalError> {
        match fs::read(&self.path) {
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            read => read.map_err(|why| failed(&self.path, "read", &why)),
        }
    }
}

impl Drop for FileJournal {
    /// By hand, because closing the file is not enough while another process is being started: that has it for a moment as well.
    fn drop(&mut self) {
        let _ = fs4::FileExt::unlock(&self.lock);
    }
}

impl Journal for FileJournal {
    /// Bytes that are no text are read with marks in their place, which no checksum fits.
    fn load(&self) -> Result<String, JournalError> {
        Ok(String::from_utf8_lossy(&self.read()?).into_owned())
    }

    fn save(&self, text: &str) -> Result<(), JournalError> {
        write_whole(&self.path, text.as_bytes()).map_err(|why| failed(&self.path, "written", &why))
    }

    fn set_aside(&self, text: &str) -> Result<(), JournalError> {
        let bytes = self.read()?;
        let bytes = if String::from_utf8_lossy(&bytes) == text { &bytes } else { text.as_bytes() };
        for number in 1..=places::MOST {
            let place = beside(&self.path, &places::beside("", number));
            match fs::read(&place) {
                Ok(kept) if kept == bytes => return Ok(()),
                Ok(_) => {}
                Err(why) if why.kind() == ErrorKind::NotFound => {
                    return write_whole(&place, bytes).map_err(|why| failed(&place, "written", &why));
                }
                Err(why) => return Err(failed(&place, "read", &why)),
            }
        }
        Err(places::all_taken(&format!("beside `{}`", self.path.display())))
    }
}

/// Puts these bytes in place of the file, so that a crash at any moment leaves the old ones or the new ones.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Nobody else writes here, so one name will do: what a crash leaves behind is overwritten by the next writing.
    let new = beside(path, ".new");
    let written = write_through(&new, bytes).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        // Half a text on a full disk helps nobody.
        let _ = fs::remove_file(&new);
    }
    written?;
    // The new name is on record only once the folder is. Other systems do not open folders.
    #[cfg(unix)]
    File::open(folder_of(path))?.sync_all()?;
    Ok(())
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn failed(path: &Path, what: &str, why: &dyn fmt::Display) -> JournalError {
    JournalError::new(format!("`{}` cannot be {what}: {why}", path.display()))
}
