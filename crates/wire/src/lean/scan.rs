//! The grammar of JSON (RFC 8259): where a value ends, what is in it, and what a text says.

use std::str::Chars;

/// Objects and lists inside each other, before it is no JSON of ours.
const DEPTH: u32 = 128;

/// A member's name and value as they were written, the name without its quotes; what is in a list has no name.
pub(super) type Part<'a> = (&'a str, &'a str);

/// What is in an object or a list, the whole text. `None` where it is no JSON, or opens otherwise.
pub(super) fn parts(text: &str, opening: u8) -> Option<Vec<Part<'_>>> {
    let mut scan = Scan { text, at: 0 };
    scan.space();
    if scan.peek() != opening {
        return None;
    }
    let found = scan.parts(DEPTH)?;
    scan.space();
    (scan.at == text.len()).then_some(found)
}

/// What is between a text's quotes, `None` where it holds half a character. Its escapes were looked at before.
pub(super) fn unescaped(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(letter) = rest.next() {
        text.push(match letter {
            '\\' => escaped(&mut rest)?,
            plain => plain,
        });
    }
    Some(text)
}

fn escaped(rest: &mut Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let mut code = four(rest)?;
            if (0xd800..0xdc00).contains(&code) {
                let low = (rest.next()? == '\\' && rest.next()? == 'u').then(|| four(rest)).flatten()?;
                let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                code = 0x10000 + ((code - 0xd800) << 10) + low;
            }
            char::from_u32(code)?
        }
        sign => sign,
    })
}

fn four(rest: &mut Chars<'_>) -> Option<u32> {
    let mut code = 0;
    for _ in 0..4 {
        code = code << 4 | rest.next()?.to_digit(16)?;
    }
    Some(code)
}

/// The whole number that a text is: digits, perhaps after a minus.
pub fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut number = 0_i64;
    for digit in digits.bytes() {
        let digit = i64::from(digit.wrapping_sub(b'0'));
        number = number.checked_mul(10).filter(|_| digit < 10)?.checked_add(digit)?;
    }
    let number = if digits.len() < text.len() { -number } else { number };
    (!digits.is_empty()).then_some(number)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// The next byte; NUL, which belongs nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> Option<&'a str> {
        self.text.get(start..self.at)
    }

    /// At the opening bracket of an object or a list.
    fn parts(&mut self, depth: u32) -> Option<Vec<Part<'a>>> {
        let is_object = self.peek() == b'{';
        let close = if is_object { b'}' } else { b']' };
        let depth = depth.checked_sub(1)?;
        let mut found = Vec::new();
        self.at += 1;
        self.space();
        if self.eat(close) {
            return Some(found);
        }
        loop {
            let mut name = "";
            if is_object {
                self.space();
                name = self.string()?;
                self.space();
                self.eat(b':').then_some(())?;
            }
            self.space();
            found.push((name, self.value(depth)?));
            self.space();
            if self.eat(close) {
                return Some(found);
            }
            self.eat(b',').then_some(())?;
        }
    }

    fn value(&mut self, depth: u32) -> Option<&'a str> {
        let start = self.at;
        match self.peek() {
            b'{' | b'[' => drop(self.parts(depth)?),
            b'"' => drop(self.string()?),
            b'-' | b'0'..=b'9' => self.number().then_some(())?,
            _ => {
                let rest = self.text.get(start..)?;
                self.at += ["null", "true", "false"].into_iter().find(|word| rest.starts_with(word))?.len();
            }
        }
        self.since(start)
    }

    /// What is between the quotes, still escaped.
    fn string(&mut self) -> Option<&'a str> {
        self.eat(b'"').then_some(())?;
        let start = self.at;
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
            self.at += 1;
        }
        let inner = self.since(start);
        self.at += 1;
        inner
    }

    /// From the backslash to the escape's last sign.
    fn escape(&mut self) -> Option<()> {
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
            b'u' => {
                for _ in 0..4 {
                    self.at += 1;
                    self.peek().is_ascii_hexdigit().then_some(())?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn number(&mut self) -> bool {
        self.eat(b'-');
        let is_whole = self.eat(b'0') || self.digits();
        is_whole
            && (!self.eat(b'.') || self.digits())
            && (!(self.eat(b'e') || self.eat(b'E')) || {
                let _signed = self.eat(b'+') || self.eat(b'-');
                self.digits()
            })
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        self.at > start
    }
}
