//! A small HTTP server on 127.0.0.1.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::Site;

/// No browser sends more than this before its request ends.
const LONGEST_HEAD: u64 = 64 * 1024;

/// What a request gets.
pub struct Answer {
    status: &'static str,
    content_type: &'static str,
    /// Headers beside those that every answer has.
    more: &'static str,
    body: Vec<u8>,
}

impl Answer {
    /// The file at `path`, which starts with `/`; a directory gives its `index.html`.
    pub fn file(site: &Site, path: &str) -> Answer {
        let mut name = path.trim_start_matches('/').to_owned();
        if name.is_empty() || name.ends_with('/') {
            name.push_str("index.html");
        }
        match site.files.get(&name) {
            Some(content) => Answer::of(&name, content.clone()),
            None => Answer {
                status: "404 Not Found",
                ..Answer::of(
                    "missing.txt",
                    format!("There is no {name} here.\n").into_bytes(),
                )
            },
        }
    }

    /// A file by its name, which tells the kind, and its content.
    pub fn of(name: &str, content: Vec<u8>) -> Answer {
        Answer {
            status: "200 OK",
            content_type: content_type(name),
            // Ask again each time, or the page of before the last change comes back.
            more: "Cache-Control: no-cache\r\n",
            body: content,
        }
    }

    /// The same, compressed and kept by the browser, as a server would that is not for development.
    pub fn compressed(self) -> io::Result<Answer> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&self.body)?;
        Ok(Answer {
            body: encoder.finish()?,
            more: "Content-Encoding: gzip\r\nCache-Control: public, max-age=31536000\r\n",
            ..self
        })
    }
}

/// Answers every request on `listener`, in the background, until the program ends.
///
/// `answer` gets the path and the query, and may take its time: each connection has its own
/// thread and carries one request. A pool of threads stalls here: a browser opens connections
/// that it does not use, and keeps those that it has used.
pub fn answer_requests(
    listener: TcpListener,
    answer: impl Fn(&str, &str) -> Answer + Send + Sync + 'static,
) {
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || {
                // A browser that goes away before its answer is no news.
                let _ = converse(&connection, &*answer);
            });
        }
    });
}

fn converse(connection: &TcpStream, answer: &dyn Fn(&str, &str) -> Answer) -> io::Result<()> {
    let mut reader = BufReader::new(connection.take(LONGEST_HEAD));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The headers change nothing, but a connection closed on unread ones counts as broken.
    let mut header = String::new();
    while reader.read_line(&mut header)? > "\r\n".len() {
        header.clear();
    }

    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let answer = match method {
        "GET" | "HEAD" => {
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            answer(path, query)
        }
        // A browser connects ahead of time, and may never have a question.
        "" => return Ok(()),
        _ => Answer {
            status: "405 Method Not Allowed",
            ..Answer::of("refused.txt", Vec::new())
        },
    };
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status);
    head.push_str(&format!("Content-Type: {}\r\n", answer.content_type));
    head.push_str(&format!("Content-Length: {}\r\n", answer.body.len()));
    head.push_str(answer.more);
    head.push_str("Connection: close\r\n\r\n");

    let mut connection = connection;
    connection.write_all(head.as_bytes())?;
    if method == "GET" {
        connection.write_all(&answer.body)?;
    }
    Ok(())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
