use crate::{Lang, Voice};
use mahdar_record::Target;

/// Currencies of the news: ISO 4217 code, Arabic, English.
const CURRENCIES: [(&str, &str, &str); 14] = [
    ("USD", "دولار أمريكي", "US dollars"),
    ("EUR", "يورو", "euros"),
    ("GBP", "جنيه إسترليني", "pounds sterling"),
    ("SAR", "ريال سعودي", "Saudi riyals"),
    ("AED", "درهم إماراتي", "UAE dirhams"),
    ("QAR", "ريال قطري", "Qatari riyals"),
    ("KWD", "دينار كويتي", "Kuwaiti dinars"),
    ("EGP", "جنيه مصري", "Egyptian pounds"),
    ("LYD", "دينار ليبي", "Libyan dinars"),
    ("TRY", "ليرة تركية", "Turkish lira"),
    ("JOD", "دينار أردني", "Jordanian dinars"),
    ("CNY", "يوان صيني", "yuan"),
    ("JPY", "ين ياباني", "yen"),
    ("RUB", "روبل روسي", "roubles"),
];

impl Voice {
    /// A figure with its unit: `5 مليارات دولار أمريكي`.
    pub fn target(self, target: &Target) -> String {
        if target.unit == "percent" {
            return format!("{}{}", self.number(target.value), self.say("٪", "%"));
        }
        let unit = CURRENCIES
            .iter()
            .find(|c| c.0 == target.unit)
            .map_or(target.unit.as_str(), |c| self.say(c.1, c.2));
        format!("{} {unit}", self.number(target.value))
    }

    /// A number with its scale in words.
    pub fn number(self, value: f64) -> String {
        let scales = [
            (1e12, "تريليون", "تريليونات", "trillion"),
            (1e9, "مليار", "مليارات", "billion"),
            (1e6, "مليون", "ملايين", "million"),
        ];
        for (scale, one, few, english) in scales {
            if value.abs() >= scale {
                let scaled = value / scale;
                let word = match self.lang {
                    Lang::En => english,
                    Lang::Ar if scaled.fract() == 0.0 && (3.0..=10.0).contains(&(scaled % 100.0)) => few,
                    Lang::Ar => one,
                };
                return self.digits(&format!("{} {word}", plain(scaled)));
            }
        }
        self.digits(&plain(value))
    }
}

/// At most two decimals, none where there are none.
fn plain(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digits;

    #[test]
    fn figures_are_said_with_scale_and_currency() {
        let target = Target {
            value: 5e9,
            unit: "USD".into(),
        };
        let arabic = Voice {
            lang: Lang::Ar,
            digits: Digits::Latin,
        };
        let english = Voice {
            lang: Lang::En,
            digits: Digits::Latin,
        };
        assert_eq!(arabic.target(&target), "5 مليارات دولار أمريكي");
        assert_eq!(english.target(&target), "5 billion US dollars");
        assert_eq!(
            english.target(&Target {
                value: 12.5,
                unit: "percent".into()
            }),
            "12.5%"
        );
    }
}
