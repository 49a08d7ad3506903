//! A base with known truth: invented people, Chinese and Latin, some of them kept twice or three times
//! as it happens (typos, swapped names, characters or pinyin, another phone, missing fields), and
//! traps (couples on one phone, namesakes, switchboards, info@). The same seed gives the same base.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// One record and whose it is.
pub struct Record {
    pub customer: Customer,
    pub person: u32,
    pub says: Says,
}

/// What a record truly says of its person, however it is written.
#[derive(Clone, Copy)]
pub struct Says {
    phone: bool,
    email: bool,
    wechat: bool,
    /// The whole name, perhaps in other letters or with a slip.
    name: bool,
    region: bool,
    company: bool,
    birth_year: bool,
}

impl Says {
    /// Do two records of a person share an identity, or else the name and one more fact? Of the rest,
    /// nobody could say that they belong together.
    pub fn enough_with(self, other: Self) -> bool {
        let identity = (self.phone && other.phone)
            || (self.email && other.email)
            || (self.wechat && other.wechat);
        let fact = (self.region && other.region)
            || (self.company && other.company)
            || (self.birth_year && other.birth_year);
        identity || (self.name && other.name && fact)
    }
}

/// Family names with their pinyin, roughly by how common they are in China.
const FAMILY: &str = "王wang 李li 张zhang 刘liu 陈chen 王wang 李li 张zhang 刘liu 陈chen 杨yang \
    赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo 梁liang \
    宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu \
    傅fu 沈shen 曾zeng 彭peng 吕lyu 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 阎yan \
    余yu 潘pan 杜du 戴dai 夏xia 钟zhong 汪wang 田tian 任ren 姜jiang 范fan 方fang 石shi 姚yao \
    谭tan 廖liao 邹zou 熊xiong 金jin 陆lu 郝hao 孔kong 白bai 崔cui 康kang 毛mao 邱qiu 秦qin \
    江jiang 史shi 顾gu 侯hou 邵shao 孟meng 龙long 万wan 段duan 雷lei 钱qian 汤tang 尹yin 黎li \
    单shan 仇qiu 解xie 查zha 翟zhai 欧阳ouyang 司马sima 诸葛zhuge";

/// Characters of given names with their pinyin.
const GIVEN: &str = "伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan \
    杰jie 娟juan 涛tao 明ming 超chao 秀xiu 霞xia 平ping 刚gang 桂gui 英ying 华hua 玉yu 萍ping \
    红hong 玲ling 芬fen 燕yan 彬bin 浩hao 宇yu 轩xuan 涵han 梓zi 晨chen 雨yu 晴qing 佳jia 怡yi \
    思si 琪qi 子zi 墨mo 奕yi 辰chen 欣xin 悦yue 文wen 博bo 俊jun 凯kai 天tian 翊yi 诗shi 嘉jia \
    瑶yao 梦meng 婷ting 志zhi 国guo 庆qing 建jian 春chun 海hai 峰feng 龙long 飞fei 鹏peng 波bo \
    斌bin 辉hui 亮liang 成cheng 健jian 林lin 宁ning 琳lin 璐lu 菲fei 蕾lei 薇wei 倩qian 颖ying \
    雪xue 梅mei 兰lan 竹zhu 云yun 月yue 星xing 晓xiao 小xiao 东dong 南nan 北bei 阳yang 光guang \
    立li 新xin 永yong 安an 康kang 福fu 瑞rui 祥xiang 德de 仁ren 义yi 信xin 智zhi 慧hui 冰bing \
    泽ze 洪hong 江jiang 川chuan 山shan 石shi 松song 柏bo 楠nan 桐tong 若ruo 曦xi 然ran 沐mu";

const FIRST: &str = "Emma Oliver Grace Daniel Sophie James Chloé Ethan Hannah Lucas Amelia Noah Isla \
    Leonard Mia Oscar Ruby Samuel Alice Henry Clara Thomas Nora Felix José Zoë André Renée Björn \
    Katharina Matthew Eleanor Victoria Benjamin Charlotte William Isabella Alexander Margaret \
    Frederick Josephine Sebastian Gabriel Natalie Patrick Yvonne Martin Lauren Kevin Monica";

const LAST: &str = "Fraser Tan Kwok Miller Novák Bennett Hughes Costa Meyer Walsh Turner Reid Olsen \
    Barnes Doyle Keller Moreau Sharp Lindqvist Park Müller García Fernández Schneider Kowalski \
    Johansson Andersson Rossi Bianchi Dubois Lefèvre O'Neill McCarthy Robertson Henderson Sinclair \
    Whitaker Lockwood Ferguson Abernathy Petersen Hoffmann Zimmermann Castellano Montgomery Ashworth \
    Pemberton Delacroix Thornton Gallagher Vasquez Okafor Nakamura Ivanova Popescu Horváth Jansen";

const REGIONS: [&str; 40] = [
    "柳荫公寓",
    "河畔公寓",
    "枫林苑",
    "翡翠花园",
    "观湖一品",
    "老城里",
    "站前广场",
    "雪松岭",
    "朝阳新村",
    "学院路",
    "港湾里",
    "松林村",
    "果园小区",
    "竹韵台",
    "银杏街",
    "北门里",
    "金禾苑",
    "浦东新区",
    "徐汇区",
    "静安区",
    "长宁区",
    "杨浦区",
    "Leeds",
    "York",
    "Bath",
    "Oxford",
    "Bristol",
    "Cardiff",
    "Dover",
    "Exeter",
    "天河区",
    "越秀区",
    "海珠区",
    "番禺区",
    "南山区",
    "福田区",
    "罗湖区",
    "宝安区",
    "西湖区",
    "余杭区",
];

const COMPANY_WORDS: [&str; 24] = [
    "欢腾", "远大", "恒信", "天成", "金谷", "明德", "华美", "东方", "长青", "永兴", "中科", "瑞丰",
    "Harbour", "Meadow", "Northern", "Bright", "Silver", "Castle", "River", "Summit", "Orchard",
    "Granite", "Lantern", "Compass",
];

const COMPANY_TRADES: [&str; 8] =
    ["贸易", "科技", "餐饮", "教育", "文化传媒", "装饰工程", "电子商务", "物流"];

/// Who somebody is, whatever the records say.
#[derive(Clone)]
struct Person {
    name: TrueName,
    is_female: bool,
    birth_year: i16,
    phone: String,
    email: String,
    wechat: String,
    region: &'static str,
    company: String,
}

#[derive(Clone)]
enum TrueName {
    /// Family name and given name, each in characters and in pinyin.
    Chinese {
        family: (String, String),
        given: Vec<(char, String)>,
    },
    Latin {
        first: String,
        last: String,
    },
}

/// `n_people` people; some 30 % have a second record, some 5 % a third.
pub fn base(seed: u64, n_people: u32) -> Vec<Record> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut people: Vec<Person> = Vec::new();
    for _ in 0..n_people {
        let earlier = &people[people.len().saturating_sub(50)..];
        let next = person(&mut rng, earlier);
        people.push(next);
    }
    let mut records = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let number = number as u32;
        let (customer, says) = first_record(&mut rng, person);
        records.push(Record { customer, person: number, says });
        let n_more = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2][rng.random_range(0..14)];
        for _ in 0..(if chance(&mut rng, 80) { n_more } else { 0 }) {
            let (customer, says) = later_record(&mut rng, person);
            records.push(Record { customer, person: number, says });
        }
    }
    for last in (1..records.len()).rev() {
        records.swap(last, rng.random_range(0..=last));
    }
    for (at, record) in records.iter_mut().enumerate() {
        record.customer.id = CustomerId(at as u32 + 1);
    }
    records
}

fn person(rng: &mut impl Rng, earlier: &[Person]) -> Person {
    let name = name(rng);
    let is_female = chance(rng, 50);
    let birth_year = rng.random_range(1950..2006);
    let digits = rng.random_range(0..1_000_000_000_u32);
    let company = match rng.random_range(0..100) {
        0..45 => format!("{}{}有限公司", pick(rng, &COMPANY_WORDS), pick(rng, &COMPANY_TRADES)),
        45..60 => format!(
            "{} {} Ltd.",
            pick(rng, &COMPANY_WORDS),
            pick(rng, &["Foods", "Homes", "Travel", "Design", "Books", "Motors"])
        ),
        _ => String::new(),
    };
    let mut person = Person {
        phone: format!("1{}{digits:09}", rng.random_range(3..10)),
        email: email(rng, &name),
        wechat: format!("{}_{}", sound(&name), rng.random_range(100..100_000)),
        region: pick(rng, &REGIONS),
        name,
        is_female,
        birth_year,
        company,
    };
    if earlier.is_empty() {
        return person;
    }
    let other = &earlier[rng.random_range(0..earlier.len())];
    match rng.random_range(0..100) {
        // A couple: one telephone, one home.
        0..5 => {
            person.phone = other.phone.clone();
            person.region = other.region;
            person.is_female = !other.is_female;
            person.birth_year = other.birth_year + rng.random_range(-5..6);
        }
        // Parent and child, or brothers: the family name too.
        5..7 => {
            person.phone = other.phone.clone();
            person.region = other.region;
            match (&mut person.name, &other.name) {
                (TrueName::Chinese { family, .. }, TrueName::Chinese { family: theirs, .. }) => {
                    family.clone_from(theirs);
                }
                (TrueName::Latin { last, .. }, TrueName::Latin { last: theirs, .. }) => {
                    last.clone_from(theirs);
                }
                _ => {}
            }
        }
        // Namesakes, some of them neighbours.
        7..11 => {
            person.name = other.name.clone();
            if chance(rng, 25) {
                person.region = other.region;
            }
        }
        // Colleagues: the firm, its switchboard, its office mailbox.
        11..19 if !other.company.is_empty() => {
            person.company.clone_from(&other.company);
            if chance(rng, 30) {
                person.email = format!("info@{}.example", other.company.len());
            }
            if chance(rng, 30) {
                person.phone = format!("021-6{:07}", other.company.len() * 1_003);
            }
        }
        _ => {}
    }
    person
}

fn name(rng: &mut impl Rng) -> TrueName {
    if chance(rng, 70) {
        let split = |entry: &str| {
            let at = entry.find(|c: char| c.is_ascii()).unwrap_or(entry.len());
            (entry[..at].to_owned(), entry[at..].to_owned())
        };
        let family = split(word(rng, FAMILY));
        let n_given = if chance(rng, 18) { 1 } else { 2 };
        let given = (0..n_given)
            .filter_map(|_| {
                let (letter, sound) = split(word(rng, GIVEN));
                Some((letter.chars().next()?, sound))
            })
            .collect();
        TrueName::Chinese { family, given }
    } else {
        TrueName::Latin { first: word(rng, FIRST).to_owned(), last: word(rng, LAST).to_owned() }
    }
}

fn sound(name: &TrueName) -> String {
    let text = match name {
        TrueName::Chinese { family, given } => {
            format!("{}{}", family.1, given.iter().map(|g| g.1.as_str()).collect::<String>())
        }
        TrueName::Latin { first, last } => format!("{first}{last}"),
    };
    text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

fn email(rng: &mut impl Rng, name: &TrueName) -> String {
    let host = pick(rng, &["qq.com", "163.com", "gmail.com", "outlook.com", "example.org"]);
    format!("{}{}@{host}", sound(name), rng.random_range(1..9_999))
}

/// As the person was first written down.
fn first_record(rng: &mut impl Rng, person: &Person) -> (Customer, Says) {
    let name = match &person.name {
        TrueName::Chinese { .. } if chance(rng, 6) => pinyin(rng, &person.name),
        name => plain_name(name),
    };
    let customer = Customer {
        name: blank(rng, 2, name),
        phone: blank(rng, 6, person.phone.clone()),
        email: blank(rng, 45, person.email.clone()),
        wechat: blank(rng, 50, person.wechat.clone()),
        region: blank(rng, 20, person.region.to_owned()),
        company: blank(rng, 20, person.company.clone()),
        sex: {
            let sex = sex(rng, person);
            blank(rng, 30, sex)
        },
        birth_year: (!chance(rng, 35)).then_some(person.birth_year),
        ..Customer::default()
    };
    let says = Says {
        phone: !customer.phone.is_empty(),
        email: !customer.email.is_empty(),
        wechat: !customer.wechat.is_empty(),
        name: !customer.name.is_empty(),
        region: !customer.region.is_empty(),
        company: !customer.company.is_empty(),
        birth_year: customer.birth_year.is_some(),
    };
    (customer, says)
}

/// As the same person came in again.
fn later_record(rng: &mut impl Rng, person: &Person) -> (Customer, Says) {
    let (phone, says_phone) = match rng.random_range(0..100) {
        0..68 => (dressed_phone(rng, &person.phone), true),
        68..82 => (format!("1{}", rng.random_range(3_000_000_000_u64..9_999_999_999)), false),
        82..88 => (slip_digit(rng, &person.phone), false),
        _ => (String::new(), false),
    };
    let (email, says_email) = match rng.random_range(0..100) {
        0..45 => (dressed_email(rng, &person.email), true),
        45..55 => (email(rng, &person.name), false),
        55..58 => (person.email.replacen('@', "+shop@", 1), true),
        _ => (String::new(), false),
    };
    let (wechat, says_wechat) = match rng.random_range(0..100) {
        0..45 => (person.wechat.to_uppercase(), true),
        45..50 => (format!("new_{}", rng.random_range(1_000..9_999_999)), false),
        _ => (String::new(), false),
    };
    let (name, says_name) = later_name(rng, person);
    let (birth_year, says_birth_year) = match rng.random_range(0..100) {
        0..50 => (Some(person.birth_year), true),
        50..56 => (Some(person.birth_year + [-1, 1][rng.random_range(0..2)]), true),
        56..57 => (Some(person.birth_year + 10), false),
        _ => (None, false),
    };
    let (region, says_region) = match rng.random_range(0..100) {
        0..6 => (pick(rng, &REGIONS).to_owned(), false),
        6..14 => (format!("上海市{}", person.region), true),
        14..35 => (String::new(), false),
        _ => (person.region.to_owned(), true),
    };
    let company = blank(rng, 40, person.company.replace("有限公司", ""));
    let sex = sex(rng, person);
    let says = Says {
        phone: says_phone,
        email: says_email,
        wechat: says_wechat,
        name: says_name,
        region: says_region,
        company: !company.is_empty(),
        birth_year: says_birth_year,
    };
    let customer = Customer {
        name,
        phone,
        email,
        wechat,
        region,
        company,
        sex: blank(rng, 45, sex),
        birth_year,
        ..Customer::default()
    };
    (customer, says)
}

/// The name as somebody else wrote it down, and whether it is the whole name, if with a slip.
fn later_name(rng: &mut impl Rng, person: &Person) -> (String, bool) {
    let plain = plain_name(&person.name);
    let whole = |name: String| (name, true);
    let part = |name: String| (name, false);
    match (&person.name, rng.random_range(0..100)) {
        (TrueName::Chinese { .. }, 0..48) => whole(plain),
        (TrueName::Chinese { .. }, 48..63) => whole(pinyin(rng, &person.name)),
        (TrueName::Chinese { .. }, 63..71) => whole(format!("{plain}{}", title(person))),
        (TrueName::Chinese { family, .. }, 71..75) => {
            part(format!("{}{}", family.0, title(person)))
        }
        (TrueName::Chinese { family, .. }, 75..77) => part(format!("{}**", family.0)),
        (TrueName::Chinese { family, given }, 77..85) => {
            whole(format!("{}{}", family.0, misheard(rng, given)))
        }
        (TrueName::Chinese { family, given }, 85..88) => {
            // Another character altogether, or one too few.
            let kept: String = given.iter().skip(1).map(|g| g.0).collect();
            let wrong = word(rng, GIVEN).chars().next().unwrap_or('一');
            let start = if chance(rng, 50) { wrong.to_string() } else { String::new() };
            part(format!("{}{start}{kept}", family.0))
        }
        (TrueName::Chinese { .. }, 88..95) => {
            whole(format!("{} {plain}", pinyin(rng, &person.name)))
        }
        (TrueName::Latin { .. }, 0..35) => whole(plain),
        (TrueName::Latin { .. }, 35..50) => whole(plain.to_uppercase()),
        (TrueName::Latin { first, last }, 50..60) => whole(format!("{last}, {first}")),
        (TrueName::Latin { first, last }, 60..65) => whole(format!("{last} {first}")),
        (TrueName::Latin { first, last }, 65..77) => whole(match chance(rng, 50) {
            true => format!("{} {last}", slip_letter(rng, first)),
            false => format!("{first} {}", slip_letter(rng, last)),
        }),
        (TrueName::Latin { first, last }, 77..82) => {
            part(format!("{}. {last}", first.chars().next().unwrap_or('A')))
        }
        (TrueName::Latin { last, .. }, 82..86) => part(format!("{} {last}", title_en(person))),
        (TrueName::Latin { .. }, 86..95) => whole(format!("{} {plain}", title_en(person))),
        _ => part(String::new()),
    }
}

fn plain_name(name: &TrueName) -> String {
    match name {
        TrueName::Chinese { family, given } => {
            format!("{}{}", family.0, given.iter().map(|g| g.0).collect::<String>())
        }
        TrueName::Latin { first, last } => format!("{first} {last}"),
    }
}

fn pinyin(rng: &mut impl Rng, name: &TrueName) -> String {
    let TrueName::Chinese { family, given } = name else { return plain_name(name) };
    let capital = |text: &str| {
        let mut letters = text.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect::<String>())
    };
    let family = capital(&family.1).unwrap_or_default();
    let joined: String = given.iter().map(|g| g.1.as_str()).collect();
    let joined = capital(&joined).unwrap_or_default();
    let apart: Vec<String> = given.iter().filter_map(|g| capital(&g.1)).collect();
    match rng.random_range(0..5) {
        0 | 1 => format!("{family} {joined}"),
        2 => format!("{joined} {}", family.to_uppercase()),
        3 => format!("{family} {}", apart.join(" ")),
        _ => format!("{family}{joined}").to_lowercase(),
    }
}

/// What an input method offers for the same sound.
fn misheard(rng: &mut impl Rng, given: &[(char, String)]) -> String {
    let wrong = rng.random_range(0..given.len().max(1));
    given
        .iter()
        .enumerate()
        .map(|(at, (letter, sound))| {
            let twin = GIVEN.split_whitespace().find(|entry| {
                entry.trim_start_matches(|c: char| !c.is_ascii()) == sound
                    && !entry.starts_with(*letter)
            });
            twin.filter(|_| at == wrong).and_then(|twin| twin.chars().next()).unwrap_or(*letter)
        })
        .collect()
}

fn title(person: &Person) -> &'static str {
    if person.is_female { "女士" } else { "先生" }
}

fn title_en(person: &Person) -> &'static str {
    if person.is_female { "Mrs." } else { "Mr." }
}

fn sex(rng: &mut impl Rng, person: &Person) -> String {
    let words = if person.is_female { ["女", "Female", "f"] } else { ["男", "Male", "m"] };
    pick(rng, &words).to_owned()
}

pub fn dressed_phone(rng: &mut impl Rng, phone: &str) -> String {
    if !phone.starts_with('1') {
        return phone.to_owned();
    }
    let (a, b, c) = (&phone[..3], &phone[3..7], &phone[7..]);
    match rng.random_range(0..7) {
        0 => format!("+86 {a} {b} {c}"),
        1 => format!("{a}-{b}-{c}"),
        2 => format!("0086{phone}"),
        3 => phone.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect(),
        4 => format!("86{phone}"),
        5 => format!("（+86）{a} {b}{c}"),
        _ => phone.to_owned(),
    }
}

pub fn dressed_email(rng: &mut impl Rng, email: &str) -> String {
    match rng.random_range(0..5) {
        0 => email.to_uppercase(),
        1 => format!(" <{email}>"),
        2 => email.replace('@', "＠"),
        3 => format!("mailto:{email}"),
        _ => email.to_owned(),
    }
}

fn slip_digit(rng: &mut impl Rng, phone: &str) -> String {
    let at = rng.random_range(2..phone.len());
    let mut digits: Vec<char> = phone.chars().collect();
    if chance(rng, 30) && at + 1 < digits.len() {
        digits.swap(at, at + 1);
    } else if let Some(value) = digits[at].to_digit(10) {
        let other = (value + rng.random_range(1..10)) % 10;
        digits[at] = char::from_digit(other, 10).unwrap_or('0');
    }
    digits.into_iter().collect()
}

fn slip_letter(rng: &mut impl Rng, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.random_range(1..letters.len());
    match rng.random_range(0..4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = char::from(b'a' + rng.random_range(0..26_u8)),
    }
    letters.into_iter().collect()
}

fn blank(rng: &mut impl Rng, percent: u32, value: String) -> String {
    if chance(rng, percent) { String::new() } else { value }
}

fn chance(rng: &mut impl Rng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

fn pick<T: Copy>(rng: &mut impl Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

fn word<'a>(rng: &mut impl Rng, from: &'a str) -> &'a str {
    let n = from.split_whitespace().count();
    from.split_whitespace().nth(rng.random_range(0..n)).unwrap_or_default()
}
