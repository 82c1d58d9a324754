//! What a console says in place of output: every line of it belongs to the error, and none changes an answer.

use rdpcheck::read::{Input, ProblemKind, Severity, read};

const NSG: &str = r#"{"name":"AllowRdp","priority":300,"direction":"Inbound","access":"Allow","protocol":"Tcp","sourcePortRange":"*","destinationPortRange":"3389","sourceAddressPrefix":"*","destinationAddressPrefix":"*"}"#;

#[test]
fn no_line_of_an_error_is_called_unreadable() {
    let scenarios = include_str!("../scenarios/console-errors.md");
    let mut errors = 0;
    let mut rest = scenarios;
    while let Some((_, behind)) = rest.split_once("```paste\n") {
        let (paste, behind) = behind.split_once("\n```").expect("a fence ends");
        rest = behind;
        // Between two others, with and without blank lines around it.
        for gap in ["\n", "\n\n"] {
            let text = [NSG, gap, paste, gap, "PS C:\\> exit"].concat();
            let input = Input { name: None, text };
            let (evidence, problems) = read(&[input]);
            assert!(!evidence.documents.is_empty(), "{paste}");
            for problem in &problems {
                assert_ne!(problem.kind, ProblemKind::NotAzure, "{paste}\n{problem:?}");
                assert_ne!(problem.severity(), Severity::Error, "{paste}\n{problem:?}");
            }
        }
        errors += 1;
    }
    assert!(errors > 20, "{errors}");
}
