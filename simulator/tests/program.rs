//! The program as somebody starts it.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purchasable-simulator"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Ends with the test, whatever becomes of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Running {
    fn start(options: &[&str]) -> Self {
        Self(program().args(options).spawn().unwrap())
    }

    /// What it says when it has started.
    fn welcome(&mut self) -> String {
        let lines = BufReader::new(self.0.stdout.as_mut().unwrap()).lines().map(Result::unwrap);
        let mut welcome = String::new();
        for line in lines {
            welcome += &line;
            welcome += "\n";
            if line.contains("trade_order/query") {
                break;
            }
        }
        welcome
    }
}

#[test]
fn the_purchase_in_its_first_lines_can_be_tried() {
    let mut running = Running::start(&["--listen", "127.0.0.1:0", "--client-secret", "another"]);
    let welcome = running.welcome();
    let script = &welcome[welcome.find("TIKTOK=").unwrap()..];
    let tried = Command::new("sh").args(["-c", script]).output().unwrap();
    let said = String::from_utf8(tried.stdout).unwrap();
    assert!(said.contains(r#""is_success":true"#) && said.contains(r#""trade_order_status":"SUCCESS""#), "{said}");
}

#[test]
fn the_readme_tells_the_same_purchase() {
    let mut running = Running::start(&["--listen", "127.0.0.1:0"]);
    let welcome = running.welcome();
    let script = &welcome[welcome.find("TIKTOK=").unwrap()..];
    let (first, rest) = script.split_once('\n').unwrap();
    let told = format!("TIKTOK=http://127.0.0.1:4180\n{rest}");
    assert!(first.starts_with("TIKTOK=http://127.0.0.1:"), "{first}");
    assert!(include_str!("../README.md").contains(&told), "README.md has another purchase than\n{told}");
}

#[test]
fn every_command_of_the_readme_for_a_shell_works() {
    let mut running = Running::start(&["--listen", "127.0.0.1:0"]);
    let welcome = running.welcome();
    let address = welcome[welcome.find("TIKTOK=").unwrap()..].lines().next().unwrap();
    let readme = include_str!("../README.md").replace("TIKTOK=http://127.0.0.1:4180", address);
    let blocks: Vec<&str> = readme.split("```sh\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    let script = format!("set -e\n{}", blocks.concat()).replace("curl -s ", "curl -sS --fail-with-body ");
    let ran = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert!(blocks.len() > 1 && ran.status.success(), "{ran:?}");
}

#[test]
fn without_an_address_the_next_free_port_is_taken_and_said() {
    let (mut first, mut second) = (Running::start(&[]), Running::start(&[]));
    let addresses = [first.welcome(), second.welcome()].map(|welcome| {
        let (_, after) = welcome.split_once("base address   http://127.0.0.1:").unwrap();
        after.split_once('\n').unwrap().0.parse::<u16>().unwrap()
    });
    assert_ne!(addresses[0], addresses[1]);
    assert!(addresses.iter().all(|port| (4180..4200).contains(port)), "{addresses:?}");
}

#[test]
fn what_is_wrong_with_the_options_is_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let cases: [(&[&str], &str); 7] = [
        (&["--port", "1"], "unexpected argument '--port'"),
        (&["--listen", "here"], "invalid value 'here' for '--listen <ADDRESS>'"),
        (&["--tier", "1731381720002500"], "expected an id, `=`, and a whole number of Beans above 0"),
        (&["--callback", "game.example"], "`callback` must be a URL with http:// or https://"),
        (&["--callback-ca", "/no/such/file"], "it cannot be read"),
        (&["--callback-ca", "/dev/null"], "must hold certificates in PEM"),
        (&["--listen", &taken], "cannot listen on"),
    ];
    for (options, sentence) in cases {
        let output = program().args(options).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(said.starts_with("error: ") && said.contains(sentence) && said.lines().count() == 1, "{said}");
    }
}
