//! The language and digits of what people read.

use clap::{Args, ValueEnum};
use mahdar_wording::{Digits, Lang, Voice};

/// A language of the interface.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Tongue {
    /// Arabic.
    Ar,
    /// English.
    En,
}

/// Digits of the interface.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Figures {
    /// 0123456789
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
}

/// The options that choose a voice.
#[derive(Debug, Clone, Copy, Args)]
pub struct VoiceArgs {
    /// Language of headings and names.
    #[arg(long, value_enum, default_value = "ar", env = "MAHDAR_LANG")]
    pub lang: Tongue,
    /// Digits in what people read.
    #[arg(long, value_enum, default_value = "latin", env = "MAHDAR_DIGITS")]
    pub digits: Figures,
}

impl VoiceArgs {
    /// The voice they choose.
    pub fn voice(self) -> Voice {
        Voice {
            lang: match self.lang {
                Tongue::Ar => Lang::Ar,
                Tongue::En => Lang::En,
            },
            digits: match self.digits {
                Figures::Latin => Digits::Latin,
                Figures::Arabic => Digits::Arabic,
            },
        }
    }
}
