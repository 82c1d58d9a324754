//! The whole answer as a document for people: printed on a terminal, pasted into a ticket, saved as a file.

use super::markup::{Block, Rule};
use super::packed::{Text, words};
use super::verdict::hop_answer;
use super::way_in::way;
use super::{Language, fate, fill, first_of, printable, verdict};
use crate::azure::security_rule::RuleField;
use crate::azure::{Direction, SecurityRule};
use crate::case::Case;
use crate::command::{Dialect, Values};
use crate::explain::rule_table::{field_text, wanted};
use crate::explain::{Explanation, Part, Row, rule_findings, who};
use crate::fix::{Proposal, Proposals};
use crate::judge::nsg::Fate;
use crate::judge::{Answer, HopAnswer, Mark, Need};
use crate::net::text;
use crate::origin::{Origin, Span};
use crate::question::Source;
use crate::read::Problem;

words! {
    /// What only a whole document says.
    TicketWords from TicketText {
        /// Heading: what opens the way.
        fixes: Text,
        /// `does not match: `.
        no_match: Text,
        /// `{field} is {has}, which does not include {wants}`.
        would_match: Text,
        /// A VM whose address nobody said.
        some_vm: Text,
        /// `{protocol} {port}`, from, to.
        asked: Text,
        /// Said after `asked` for outbound.
        outbound: Text,
    }
}

/// What the document is made from.
pub struct Ticket<'a> {
    /// The language of every word.
    pub language: Language,
    /// What was pasted and asked.
    pub case: &'a Case,
    /// The answer.
    pub explanation: &'a Explanation,
    /// What opens the way, where somebody has looked for it.
    pub fixes: Option<&'a Proposals>,
    /// What is wrong with the input.
    pub problems: &'a [&'a Problem],
    /// What the reader of the document can look up.
    pub sources: &'a dyn Sources,
}

/// What the reader of a document has at hand besides.
pub trait Sources {
    /// Where something stands in the input, followed by nothing; empty where the reader has no input.
    fn place(&self, span: Span) -> String;
    /// The same with all its lines.
    fn lines(&self, span: Span) -> String;
    /// The option of the command line that says what is needed.
    fn option(&self, need: &Need) -> Option<&'static str>;
}

/// Nothing: a ticket goes to somebody else.
pub struct NoSources;

impl Sources for NoSources {
    fn place(&self, _: Span) -> String {
        String::new()
    }

    fn lines(&self, _: Span) -> String {
        String::new()
    }

    fn option(&self, _: &Need) -> Option<&'static str> {
        None
    }
}

const MOST_PREFIXES: usize = 12;

impl Ticket<'_> {
    /// The document, the verdict first.
    pub fn blocks(&self) -> Vec<Block> {
        let page = self.language.page();
        let mut verdict = verdict(self.language, self.explanation);
        let stand_ins = self.explanation.topology.stand_ins;
        verdict.details.extend(self.language.replaced(stand_ins));
        let mut blocks = vec![Block::Verdict(
            self.sign(),
            verdict.headline,
            verdict.details,
        )];
        let mut add = |heading: &str, block: Block| {
            if !block.is_empty() {
                blocks.push(Block::Heading(heading.to_owned()));
                blocks.push(block);
            }
        };
        add(page.would_settle(), self.needs(verdict.needs));
        add(page.paste_next(), self.next());
        if let Some(fixes) = self.fixes {
            let heading = self.language.words().ticket.fixes();
            add(heading, self.fixes(fixes));
            if let Some(fix) = fixes.shown().next() {
                add("", self.commands(fix));
            }
            let stuck = fixes
                .stuck
                .map(|hop| self.language.stuck(self.explanation, hop));
            let heading = if fixes.fixes.is_empty() { heading } else { "" };
            add(heading, Block::Points(stuck.into_iter().collect()));
        }
        add(page.question(), Block::Points(vec![self.asked()]));
        add(page.path(), self.hops());
        for table in self.explanation.tables() {
            if !self.explanation.is_shown(table.at) {
                continue;
            }
            let name = self.language.name(&table.nsg.group.name);
            let mut rules = Vec::new();
            for row in table.rows() {
                rules.push(self.rule(row));
            }
            add(&fill(page.rules_in_order(), &[&name]), Block::Rules(rules));
        }
        let mut findings = Vec::new();
        for finding in rule_findings(self.explanation) {
            findings.push(self.language.finding(&finding));
        }
        let heading = self.language.words().finding.heading();
        add(heading, Block::Points(findings));
        let (who, parts) = self.language.who(self.case.question.direction);
        add(who, self.who(parts));
        add(page.read(), self.documents());
        add(page.problems(), self.problems());
        blocks
    }

    /// Where only the input has something to say.
    pub fn problems(&self) -> Block {
        let mut lines = Vec::new();
        for problem in self.problems {
            let mut line = problem
                .at
                .map_or_else(String::new, |at| self.sources.place(at));
            if !line.is_empty() {
                line.push_str(": ");
            }
            for part in [
                self.language.severity(problem.severity()),
                " ",
                problem.code().text(),
                ": ",
                &self.language.problem(problem),
            ] {
                line.push_str(part);
            }
            lines.push(line);
        }
        Block::Points(lines)
    }

    fn sign(&self) -> &'static str {
        match self.explanation.judgement.answer {
            Answer::Open => "✓",
            Answer::Blocked => "✗",
            Answer::Depends => "?",
        }
    }

    /// What would settle it, each with the option that says it, where the reader can.
    fn needs(&self, needs: Vec<(Need, String)>) -> Block {
        let mut said = Vec::new();
        for (need, mut text) in needs {
            if let Some(option) = self.sources.option(&need) {
                text = [&text, " (", option, ")"].concat();
            }
            said.push(text);
        }
        Block::Points(said)
    }

    /// The commands that print what to paste next.
    fn next(&self) -> Block {
        let mut commands = Vec::new();
        if let Some(next) = self.explanation.next() {
            for dialect in Dialect::ALL {
                commands.push(next.output.command(dialect, &next.names));
            }
        }
        Block::Commands(commands)
    }

    /// What opens the way: what to change, whom that lets in, what else.
    fn fixes(&self, found: &Proposals) -> Block {
        let (language, explanation) = (self.language, self.explanation);
        let mut steps = Vec::new();
        for fix in found.shown() {
            let title = [language.fix(fix.id).title, " (", fix.id.code(), ")"].concat();
            let mut points = Vec::new();
            for step in &fix.steps {
                points.push(language.change(&step.change, &fix.question, explanation));
            }
            points.push(language.opens(fix));
            points.append(&mut language.also_opens(fix));
            for warning in language.fix_warnings(fix) {
                points.push(["! ", &warning].concat());
            }
            steps.push((title, points));
        }
        Block::Steps(steps)
    }

    /// How the first fix is done.
    fn commands(&self, fix: &Proposal) -> Block {
        let mut commands = Vec::new();
        for dialect in [Dialect::AzureCli, Dialect::AzPowerShell, Dialect::Classic] {
            let own = fix.commands(dialect, self.explanation, &Values::default());
            let mut lines = String::new();
            for command in own {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                if !command.refused.is_empty() {
                    // A remark in every shell.
                    lines.push_str("# ");
                    lines.push_str(self.language.page().refused());
                    lines.push('\n');
                }
                lines.push_str(&command.text);
            }
            if !lines.is_empty() {
                commands.push(lines);
            }
        }
        Block::Commands(commands)
    }

    fn asked(&self) -> String {
        let words = &self.language.words().ticket;
        let question = &self.case.question;
        let [internet, _, virtual_network] = *self.language.page().sources();
        let from = match question.from {
            Source::Internet => internet.to_owned(),
            Source::VirtualNetwork => virtual_network.to_owned(),
            Source::Prefix(prefix) => prefix.text(),
        };
        let vm = self.vm();
        let (from, to) = match question.direction {
            Direction::Inbound => (from, vm),
            Direction::Outbound => (vm, from),
        };
        let port = text::number(question.port.into());
        let asked = fill(
            words.asked(),
            &[question.protocol.name(), &port, &from, &to],
        );
        match question.direction {
            Direction::Inbound => asked,
            Direction::Outbound => [&asked, " (", words.outbound(), ")"].concat(),
        }
    }

    fn vm(&self) -> String {
        match self.explanation.topology.target.address {
            Some(address) => text::address(address),
            None => self.language.words().ticket.some_vm().to_owned(),
        }
    }

    fn hops(&self) -> Block {
        let mut lines = Vec::new();
        let hops = self.explanation.judgement.hops.iter().enumerate();
        for (_, hop) in hops.filter(|(at, _)| self.explanation.is_shown(*at)) {
            let mut line = self
                .language
                .hop(hop.kind, self.case.question.direction)
                .to_owned();
            let name = match way(self.explanation, hop) {
                Some(way) => self.language.way(way),
                None => printable(&hop.name),
            };
            if !name.is_empty() {
                line.push(' ');
                line.push_str(&name);
            }
            line.push_str(": ");
            line.push_str(hop_answer(self.language, hop.answer));
            if let HopAnswer::Checked(_) = hop.answer {
                for part in [" (", hop.code.text(), ")"] {
                    line.push_str(part);
                }
            }
            lines.push(line);
        }
        if let more @ 1.. = self.explanation.not_shown() {
            let more = text::number(more);
            lines.push(fill(self.language.page().and_more(), &[&more]));
        }
        Block::Points(lines)
    }

    fn rule(&self, row: Row<'_>) -> Rule {
        let Some(rule) = row.rule else {
            return Rule {
                priority: "?".to_owned(),
                fate: self.language.page().missing_rules().to_owned(),
                ..Rule::default()
            };
        };
        let mut fate = self.fate(row, rule);
        if let Origin::Pasted(span) = row.origin {
            let place = self.sources.place(span);
            if !place.is_empty() {
                for part in [" [", &place, "]"] {
                    fate.push_str(part);
                }
            }
        }
        Rule {
            decides: row.step.fate == Fate::Decides,
            priority: field_text(rule, RuleField::Priority),
            access: rule.access.get().map_or("?", |access| access.name()),
            name: self.language.name(&rule.name),
            fate,
        }
    }

    fn fate(&self, row: Row<'_>, rule: &SecurityRule) -> String {
        let words = &self.language.words().ticket;
        let mut misses = Vec::new();
        for (field, mark) in RuleField::MATCHED.into_iter().zip(row.marks()) {
            if mark == Mark::No {
                let has = printable(&field_text(rule, field));
                let question = &self.explanation.judgement.question;
                let wants = match field {
                    RuleField::Destination if question.direction == Direction::Inbound => self.vm(),
                    _ => wanted(question, field),
                };
                misses.push(fill(words.would_match(), &[field.name(), &has, &wants]));
            }
        }
        if row.step.fate == Fate::NotMatched && !misses.is_empty() {
            [words.no_match(), &misses.join("; ")].concat()
        } else {
            fate(self.language, row, &self.case.question)
        }
    }

    fn who(&self, words: [&str; 3]) -> Block {
        let page = self.language.page();
        let (mut lines, mut rest) = (Vec::new(), None);
        for (word, part) in words.iter().zip(who(&self.explanation.judgement)) {
            let is_rest = part == Part::EveryoneElse;
            let addresses = match part {
                Part::Nobody => page.nobody().to_owned(),
                Part::Everyone => page.everyone().to_owned(),
                Part::EveryoneElse => page.everyone_else().to_owned(),
                Part::Prefixes(prefixes) => first_of(prefixes, page.and_more(), MOST_PREFIXES),
            };
            let line = [word, ": ", &addresses].concat();
            match is_rest {
                true => rest = Some(line),
                false => lines.push(line),
            }
        }
        // Else than whom is said before.
        lines.extend(rest);
        Block::Points(lines)
    }

    fn documents(&self) -> Block {
        let mut lines = Vec::new();
        for document in &self.case.evidence.documents {
            let (kind, name) = document.resource.identity();
            let place = document.origin.span();
            let place = place.map_or_else(String::new, |span| self.sources.lines(span));
            lines.push([kind, " ", &self.language.name(name), &place].concat());
        }
        Block::Points(lines)
    }
}
