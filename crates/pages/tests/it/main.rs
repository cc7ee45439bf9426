//! What holds for every page in every state and language, and for the words they are made of.

mod help;
mod html;
mod mails;
mod pages;
mod rules;
mod translations;
mod typography;
mod weight;
