//! Invented names: common Chinese surnames and given names with their pinyin, some English ones.

use rand::{Rng, RngExt};

const SURNAMES: [(&str, &str); 48] = [
    ("Wang", "王"),
    ("Li", "李"),
    ("Zhang", "张"),
    ("Liu", "刘"),
    ("Chen", "陈"),
    ("Yang", "杨"),
    ("Zhao", "赵"),
    ("Huang", "黄"),
    ("Zhou", "周"),
    ("Wu", "吴"),
    ("Xu", "徐"),
    ("Sun", "孙"),
    ("Hu", "胡"),
    ("Zhu", "朱"),
    ("Gao", "高"),
    ("Lin", "林"),
    ("He", "何"),
    ("Guo", "郭"),
    ("Ma", "马"),
    ("Luo", "罗"),
    ("Liang", "梁"),
    ("Song", "宋"),
    ("Zheng", "郑"),
    ("Xie", "谢"),
    ("Han", "韩"),
    ("Tang", "唐"),
    ("Feng", "冯"),
    ("Yu", "于"),
    ("Dong", "董"),
    ("Xiao", "萧"),
    ("Cheng", "程"),
    ("Cao", "曹"),
    ("Yuan", "袁"),
    ("Deng", "邓"),
    ("Fu", "傅"),
    ("Shen", "沈"),
    ("Zeng", "曾"),
    ("Peng", "彭"),
    ("Lü", "吕"),
    ("Su", "苏"),
    ("Lu", "卢"),
    ("Jiang", "蒋"),
    ("Cai", "蔡"),
    ("Jia", "贾"),
    ("Ding", "丁"),
    ("Wei", "魏"),
    ("Xue", "薛"),
    ("Ye", "叶"),
];

const GIVEN: [(&str, &str); 56] = [
    ("Yuqing", "雨晴"),
    ("Mingyu", "明宇"),
    ("Haoran", "浩然"),
    ("Ruoxi", "若曦"),
    ("Yifan", "一帆"),
    ("Siqi", "思琪"),
    ("Zihan", "梓涵"),
    ("Jiahui", "佳慧"),
    ("Bo", "博"),
    ("Xinyue", "欣悦"),
    ("Wei", "伟"),
    ("Shuyi", "书怡"),
    ("Nan", "楠"),
    ("Lan", "岚"),
    ("Jing", "静"),
    ("Yang", "洋"),
    ("Min", "敏"),
    ("Jun", "军"),
    ("Lei", "磊"),
    ("Fang", "芳"),
    ("Na", "娜"),
    ("Qiang", "强"),
    ("Xia", "霞"),
    ("Ping", "平"),
    ("Gang", "刚"),
    ("Xiaodong", "晓东"),
    ("Jiayi", "佳怡"),
    ("Zixuan", "子轩"),
    ("Yichen", "奕辰"),
    ("Yutong", "雨桐"),
    ("Haoyu", "浩宇"),
    ("Xinyi", "欣怡"),
    ("Junjie", "俊杰"),
    ("Meng", "萌"),
    ("Tianyi", "天翊"),
    ("Ke", "可"),
    ("Yining", "艺宁"),
    ("Chenxi", "晨曦"),
    ("Wenbo", "文博"),
    ("Yue", "悦"),
    ("Kaixin", "凯欣"),
    ("Peng", "鹏"),
    ("Lijuan", "丽娟"),
    ("Guoqing", "国庆"),
    ("Xiuying", "秀英"),
    ("Zhiqiang", "志强"),
    ("Rong", "蓉"),
    ("Hanyu", "涵宇"),
    ("Mengyao", "梦瑶"),
    ("Tingting", "婷婷"),
    ("Zhenhua", "振华"),
    ("Qi", "琪"),
    ("Anran", "安然"),
    ("Muchen", "沐辰"),
    ("Shihan", "诗涵"),
    ("Zimo", "子墨"),
];

const ENGLISH_FIRST: [&str; 24] = [
    "Emma", "Oliver", "Grace", "Daniel", "Sophie", "James", "Chloe", "Ethan", "Hannah", "Lucas",
    "Amelia", "Noah", "Isla", "Leo", "Mia", "Oscar", "Ruby", "Samuel", "Alice", "Henry", "Clara",
    "Thomas", "Nora", "Felix",
];

const ENGLISH_LAST: [&str; 20] = [
    "Fraser",
    "Tan",
    "Kwok",
    "Miller",
    "Novak",
    "Bennett",
    "Hughes",
    "Costa",
    "Meyer",
    "Walsh",
    "Turner",
    "Reid",
    "Olsen",
    "Barnes",
    "Doyle",
    "Keller",
    "Moreau",
    "Sharp",
    "Lindqvist",
    "Park",
];

const PETS: [&str; 32] = [
    "Mochi 麻糬",
    "Latte 拿铁",
    "Bao 大宝",
    "Lucky 来福",
    "Pudding 布丁",
    "Rufus",
    "Doubao 豆包",
    "Snow 小雪",
    "Biscuit 饼干",
    "Coke 可乐",
    "Nian 年年",
    "Tank 坦克",
    "Mango 芒果",
    "General 将军",
    "Milk 牛奶",
    "Kopi",
    "Ah Huang 阿黄",
    "Sesame 芝麻",
    "Peach 桃桃",
    "Tofu 豆腐",
    "Bean 豆豆",
    "Cloud 云朵",
    "Ginger 姜姜",
    "Dim Sum 点心",
    "Waffle 华夫",
    "Jelly 果冻",
    "Fatty 胖胖",
    "Tiger 虎子",
    "Orange 橘子",
    "Momo 沫沫",
    "Coco 可可",
    "Star 星星",
];

const BREEDS: [&str; 16] = [
    "Toy poodle 泰迪",
    "Corgi 柯基",
    "Golden retriever 金毛",
    "Labrador 拉布拉多",
    "Shiba 柴犬",
    "Samoyed 萨摩耶",
    "Border collie 边牧",
    "Pomeranian 博美",
    "Bichon 比熊",
    "Husky 哈士奇",
    "Village dog 田园犬",
    "French bulldog 法斗",
    "Schnauzer 雪纳瑞",
    "Ragdoll cat 布偶猫",
    "British shorthair 英短",
    "Village cat 田园猫",
];

fn pick<'a, T: ?Sized>(rng: &mut impl Rng, from: &[&'a T]) -> &'a T {
    from[rng.random_range(0..from.len())]
}

/// "Lin Yuqing 林雨晴", or one time in twelve "Emma Fraser".
pub fn person(rng: &mut impl Rng) -> String {
    if rng.random_range(0..12) == 0 {
        return format!("{} {}", pick(rng, &ENGLISH_FIRST), pick(rng, &ENGLISH_LAST));
    }
    let (surname, surname_zh) = SURNAMES[rng.random_range(0..SURNAMES.len())];
    let (given, given_zh) = GIVEN[rng.random_range(0..GIVEN.len())];
    format!("{surname} {given} {surname_zh}{given_zh}")
}

pub fn pet(rng: &mut impl Rng) -> &'static str {
    pick(rng, &PETS)
}

pub fn breed(rng: &mut impl Rng) -> &'static str {
    pick(rng, &BREEDS)
}
