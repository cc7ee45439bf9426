//! The gateways against real sockets on this machine.

#[cfg(test)]
mod http;
#[cfg(test)]
mod mail_server;
#[cfg(test)]
mod sim_swap;
#[cfg(test)]
mod smtp;
#[cfg(test)]
mod telephone;
#[cfg(test)]
mod test_authority;
