//! Operators start things; what proves a customer passes through nobody's hands (PW8).

use clap::CommandFactory;

use crate::commands::Line;

#[test]
fn no_command_takes_or_sets_what_proves_a_customer() {
    let mut open = vec![Line::command()];
    let mut seen = 0;
    while let Some(command) = open.pop() {
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str().to_lowercase();
            for word in ["password", "secret", "pin", "otp"] {
                assert!(!name.split(['_', '-']).any(|part| part == word), "{} {name}", command.get_name());
            }
            seen += 1;
        }
        open.extend(command.get_subcommands().cloned());
    }
    assert!(seen > 20, "only {seen} arguments were looked at");
}
