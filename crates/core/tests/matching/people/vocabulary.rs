//! What names, places and firms are put together from.

/// Family names with their pinyin, roughly by how common they are in China.
pub const FAMILY: &str = "王wang 李li 张zhang 刘liu 陈chen 王wang 李li 张zhang 刘liu 陈chen 杨yang \
    赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo 梁liang \
    宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu \
    傅fu 沈shen 曾zeng 彭peng 吕lyu 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 阎yan \
    余yu 潘pan 杜du 戴dai 夏xia 钟zhong 汪wang 田tian 任ren 姜jiang 范fan 方fang 石shi 姚yao \
    谭tan 廖liao 邹zou 熊xiong 金jin 陆lu 郝hao 孔kong 白bai 崔cui 康kang 毛mao 邱qiu 秦qin \
    江jiang 史shi 顾gu 侯hou 邵shao 孟meng 龙long 万wan 段duan 雷lei 钱qian 汤tang 尹yin 黎li \
    单shan 仇qiu 解xie 查zha 翟zhai 欧阳ouyang 司马sima 诸葛zhuge";

/// Characters of given names with their pinyin.
pub const GIVEN: &str = "伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan \
    杰jie 娟juan 涛tao 明ming 超chao 秀xiu 霞xia 平ping 刚gang 桂gui 英ying 华hua 玉yu 萍ping \
    红hong 玲ling 芬fen 燕yan 彬bin 浩hao 宇yu 轩xuan 涵han 梓zi 晨chen 雨yu 晴qing 佳jia 怡yi \
    思si 琪qi 子zi 墨mo 奕yi 辰chen 欣xin 悦yue 文wen 博bo 俊jun 凯kai 天tian 翊yi 诗shi 嘉jia \
    瑶yao 梦meng 婷ting 志zhi 国guo 庆qing 建jian 春chun 海hai 峰feng 龙long 飞fei 鹏peng 波bo \
    斌bin 辉hui 亮liang 成cheng 健jian 林lin 宁ning 琳lin 璐lu 菲fei 蕾lei 薇wei 倩qian 颖ying \
    雪xue 梅mei 兰lan 竹zhu 云yun 月yue 星xing 晓xiao 小xiao 东dong 南nan 北bei 阳yang 光guang \
    立li 新xin 永yong 安an 康kang 福fu 瑞rui 祥xiang 德de 仁ren 义yi 信xin 智zhi 慧hui 冰bing \
    泽ze 洪hong 江jiang 川chuan 山shan 石shi 松song 柏bo 楠nan 桐tong 若ruo 曦xi 然ran 沐mu";

pub const FIRST: &str = "Emma Oliver Grace Daniel Sophie James Chloé Ethan Hannah Lucas Amelia Noah Isla \
    Leonard Mia Oscar Ruby Samuel Alice Henry Clara Thomas Nora Felix José Zoë André Renée Björn \
    Katharina Matthew Eleanor Victoria Benjamin Charlotte William Isabella Alexander Margaret \
    Frederick Josephine Sebastian Gabriel Natalie Patrick Yvonne Martin Lauren Kevin Monica";

pub const LAST: &str = "Fraser Tan Kwok Miller Novák Bennett Hughes Costa Meyer Walsh Turner Reid Olsen \
    Barnes Doyle Keller Moreau Sharp Lindqvist Park Müller García Fernández Schneider Kowalski \
    Johansson Andersson Rossi Bianchi Dubois Lefèvre O'Neill McCarthy Robertson Henderson Sinclair \
    Whitaker Lockwood Ferguson Abernathy Petersen Hoffmann Zimmermann Castellano Montgomery Ashworth \
    Pemberton Delacroix Thornton Gallagher Vasquez Okafor Nakamura Ivanova Popescu Horváth Jansen";

pub const REGIONS: [&str; 40] = [
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

pub const COMPANY_WORDS: [&str; 24] = [
    "欢腾", "远大", "恒信", "天成", "金谷", "明德", "华美", "东方", "长青", "永兴", "中科", "瑞丰",
    "Harbour", "Meadow", "Northern", "Bright", "Silver", "Castle", "River", "Summit", "Orchard",
    "Granite", "Lantern", "Compass",
];

pub const COMPANY_TRADES: [&str; 8] =
    ["贸易", "科技", "餐饮", "教育", "文化传媒", "装饰工程", "电子商务", "物流"];
