//! What the sample shop sells: 412 articles and services, each kind in several variants.

use crate::domain::ids::ProductId;
use crate::domain::money::Money;
use crate::domain::product::Product;

/// A kind of article: category, name, variants, price of the smallest in yuan, margin.
struct Kind {
    category: &'static str,
    name: &'static str,
    variants: &'static [&'static str],
    price_yuan: i64,
    margin: f64,
}

const SIZES: &[&str] = &["1 kg", "2.5 kg", "6 kg", "10 kg", "15 kg"];
const FLAVOURS: &[&str] =
    &["chicken 鸡肉", "beef 牛肉", "salmon 三文鱼", "duck 鸭肉", "lamb 羊肉", "venison 鹿肉"];
const BODIES: &[&str] = &["mini 迷你", "small 小型", "medium 中型", "large 大型", "giant 巨型"];
const COLOURS: &[&str] = &["red 红", "blue 蓝", "green 绿", "grey 灰", "yellow 黄", "pink 粉"];
const PACKS: &[&str] =
    &["single 单件", "pack of 3 三件装", "pack of 6 六件装", "pack of 12 十二件装"];
const STAYS: &[&str] = &["1 night 一晚", "3 nights 三晚", "7 nights 七晚", "14 nights 十四晚"];

const FOOD: &str = "Food 主粮";
const TREATS: &str = "Treats 零食";
const TOYS: &str = "Toys 玩具";
const CARE: &str = "Care 洗护用品";
const WALK: &str = "Walk and wear 牵引服饰";
const HOME: &str = "Bed and bowl 窝具餐具";
const GROOMING: &str = "Grooming 洗护服务";
const BOARDING: &str = "Boarding 寄养";
const HEALTH: &str = "Health 健康";

const fn kind(
    category: &'static str,
    name: &'static str,
    variants: &'static [&'static str],
    price_yuan: i64,
    margin: f64,
) -> Kind {
    Kind { category, name, variants, price_yuan, margin }
}

const KINDS: [Kind; 83] = [
    kind(FOOD, "Grain-free dog food 无谷犬粮", SIZES, 42, 0.26),
    kind(FOOD, "Puppy food 幼犬粮", SIZES, 39, 0.27),
    kind(FOOD, "Senior dog food 老年犬粮", SIZES, 41, 0.27),
    kind(FOOD, "Light dog food 低脂犬粮", SIZES, 40, 0.25),
    kind(FOOD, "Sensitive-stomach dog food 肠胃呵护犬粮", SIZES, 48, 0.28),
    kind(FOOD, "Indoor cat food 室内猫粮", SIZES, 46, 0.27),
    kind(FOOD, "Kitten food 幼猫粮", SIZES, 47, 0.28),
    kind(FOOD, "Freeze-dried dog food 冻干犬粮", FLAVOURS, 88, 0.34),
    kind(FOOD, "Freeze-dried cat food 冻干猫粮", FLAVOURS, 86, 0.34),
    kind(FOOD, "Dog tin 犬罐头", FLAVOURS, 12, 0.31),
    kind(FOOD, "Cat tin 猫罐头", FLAVOURS, 11, 0.31),
    kind(FOOD, "Fresh meal 鲜食", FLAVOURS, 28, 0.38),
    kind(FOOD, "Goat milk 羊奶粉", PACKS, 36, 0.35),
    kind(TREATS, "Jerky 肉干", FLAVOURS, 25, 0.42),
    kind(TREATS, "Dental stick 洁齿棒", PACKS, 15, 0.44),
    kind(TREATS, "Chew bone 磨牙棒", BODIES, 18, 0.43),
    kind(TREATS, "Training bites 训练奖励粒", FLAVOURS, 16, 0.45),
    kind(TREATS, "Cat strips 猫条", FLAVOURS, 14, 0.42),
    kind(TREATS, "Cheese cubes 奶酪粒", PACKS, 19, 0.41),
    kind(TREATS, "Yoghurt drops 酸奶溶豆", PACKS, 17, 0.41),
    kind(TREATS, "Birthday cake 生日蛋糕", BODIES, 68, 0.52),
    kind(TREATS, "Moon cake for dogs 宠物月饼", FLAVOURS, 32, 0.5),
    kind(TOYS, "Rope 绳结", BODIES, 18, 0.5),
    kind(TOYS, "Ball 发声球", COLOURS, 12, 0.52),
    kind(TOYS, "Plush duck 毛绒鸭", COLOURS, 26, 0.53),
    kind(TOYS, "Sniff mat 嗅闻垫", COLOURS, 58, 0.48),
    kind(TOYS, "Feeder toy 漏食玩具", BODIES, 39, 0.47),
    kind(TOYS, "Flying disc 飞盘", COLOURS, 29, 0.5),
    kind(TOYS, "Feather wand 逗猫棒", COLOURS, 15, 0.55),
    kind(TOYS, "Cat tunnel 猫隧道", COLOURS, 45, 0.46),
    kind(CARE, "Shampoo 香波", PACKS, 38, 0.45),
    kind(CARE, "Conditioner 护毛素", PACKS, 42, 0.45),
    kind(CARE, "De-shedding comb 除毛梳", BODIES, 49, 0.46),
    kind(CARE, "Slicker brush 针梳", BODIES, 32, 0.47),
    kind(CARE, "Nail clipper 指甲剪", BODIES, 24, 0.5),
    kind(CARE, "Ear cleaner 洁耳液", PACKS, 28, 0.46),
    kind(CARE, "Paw balm 护爪膏", PACKS, 26, 0.5),
    kind(CARE, "Wipes 湿巾", PACKS, 12, 0.44),
    kind(CARE, "Pee pads 尿垫", BODIES, 29, 0.33),
    kind(CARE, "Cat litter 猫砂", SIZES, 19, 0.24),
    kind(CARE, "Poop bags 拾便袋", PACKS, 9, 0.5),
    kind(CARE, "Odour remover 除味剂", PACKS, 29, 0.42),
    kind(CARE, "Toothpaste 牙膏", FLAVOURS, 22, 0.45),
    kind(WALK, "Lead 牵引绳", COLOURS, 45, 0.5),
    kind(WALK, "Harness 胸背带", BODIES, 68, 0.5),
    kind(WALK, "Collar 项圈", COLOURS, 29, 0.54),
    kind(WALK, "Raincoat 雨衣", BODIES, 59, 0.51),
    kind(WALK, "Winter coat 冬衣", BODIES, 89, 0.5),
    kind(WALK, "Jumper 毛衣", BODIES, 65, 0.52),
    kind(WALK, "Cooling vest 降温背心", BODIES, 79, 0.48),
    kind(WALK, "Shoes 宠物鞋", BODIES, 39, 0.52),
    kind(WALK, "Night light 夜行灯", COLOURS, 25, 0.55),
    kind(WALK, "Carrier bag 外出包", COLOURS, 128, 0.42),
    kind(WALK, "Pushchair 宠物推车", COLOURS, 320, 0.35),
    kind(WALK, "Bow tie 领结", COLOURS, 19, 0.6),
    kind(HOME, "Bed 窝垫", BODIES, 98, 0.44),
    kind(HOME, "Cooling mat 凉垫", BODIES, 59, 0.45),
    kind(HOME, "Blanket 毛毯", COLOURS, 45, 0.48),
    kind(HOME, "Bowl 食盆", BODIES, 25, 0.5),
    kind(HOME, "Slow feeder 慢食盆", COLOURS, 35, 0.49),
    kind(HOME, "Water fountain 饮水机", COLOURS, 139, 0.36),
    kind(HOME, "Food bin 储粮桶", SIZES, 49, 0.41),
    kind(HOME, "Crate 笼具", BODIES, 188, 0.33),
    kind(HOME, "Gate 围栏", BODIES, 109, 0.36),
    kind(HOME, "Cat tree 猫爬架", BODIES, 199, 0.34),
    kind(HOME, "Scratcher 猫抓板", PACKS, 25, 0.5),
    kind(GROOMING, "Bath 洗澡", BODIES, 68, 0.58),
    kind(GROOMING, "Bath and trim 洗剪", BODIES, 128, 0.55),
    kind(GROOMING, "Spa 药浴护理", BODIES, 158, 0.54),
    kind(GROOMING, "De-shedding 除毛护理", BODIES, 118, 0.56),
    kind(GROOMING, "Nails and ears 剪甲洁耳", BODIES, 38, 0.62),
    kind(GROOMING, "Style cut 造型", BODIES, 228, 0.5),
    kind(
        GROOMING,
        "Top-up package 充值套餐",
        &["pay 880 spend 1,000 充880享1000", "pay 2,000 spend 2,400 充2000享2400"],
        880,
        0.3,
    ),
    kind(BOARDING, "Boarding, standard 标准寄养", STAYS, 88, 0.48),
    kind(BOARDING, "Boarding, garden room 庭院房寄养", STAYS, 138, 0.46),
    kind(BOARDING, "Boarding, cat suite 猫咪套房", STAYS, 78, 0.5),
    kind(BOARDING, "Day care 日托", PACKS, 58, 0.52),
    kind(BOARDING, "Pick-up service 接送", BODIES, 25, 0.3),
    kind(BOARDING, "Dog walking 代遛", PACKS, 35, 0.45),
    kind(HEALTH, "Check-up 体检", BODIES, 128, 0.4),
    kind(HEALTH, "Deworming 驱虫", BODIES, 48, 0.42),
    kind(HEALTH, "Vitamins 维生素", PACKS, 58, 0.46),
    kind(HEALTH, "Joint care 关节护理", BODIES, 98, 0.45),
];

/// How many articles the shop lists.
const N_PRODUCTS: usize = 412;

/// The articles, with ids from 1.
pub fn products() -> Vec<Product> {
    let all = KINDS.iter().flat_map(|kind| {
        kind.variants.iter().enumerate().map(move |(step, variant)| (kind, step as i64, variant))
    });
    all.take(N_PRODUCTS)
        .enumerate()
        .map(|(at, (kind, step, variant))| Product {
            id: ProductId(at as u32 + 1),
            key: format!("A{:04}", at + 1),
            name: format!("{}, {variant}", kind.name),
            category: kind.category.to_owned(),
            // Larger variants cost more; colours and flavours barely differ.
            price: Some(Money(kind.price_yuan * 100 * (10 + step * grows(kind)) / 10)),
            margin: Some(kind.margin),
        })
        .collect()
}

fn grows(kind: &Kind) -> i64 {
    match kind.variants {
        variants if variants == SIZES || variants == STAYS => 16,
        variants if variants == PACKS => 13,
        variants if variants == BODIES => 4,
        variants if variants.len() == 2 => 13,
        _ => 0,
    }
}
