"""S2 的话: 137 invented items of 13 sittings, and which of them say the same (gold: 113).

39 items stand in 15 groups: one of five, six of three, eight of two; 98 stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

TOWNSHIPS = (
    "硖石街道", "海洲街道", "海昌街道", "马桥街道", "许村镇", "长安镇", "周王庙镇", "丁桥镇", "斜桥镇", "黄湾镇", "盐官镇", "袁花镇",
)  # fmt: skip
SIZES = (12, 11, 11, 11, 11, 11, 10, 10, 10, 10, 10, 10, 10)
"""Items per sitting: the city's first, then the townships in their order."""

CATEGORIES = {
    "营商环境": 31, "用工与人才": 18, "交通配套": 16, "环保执法": 14, "数字化": 12, "融资": 9, "土地能耗": 8, "其他": 5,
}  # fmt: skip
"""Suggestions per category after grouping; 113 together."""

THIRD_PARTY = (
    "环保、安全、用能检查都要我们找第三方机构出报告，一年五份，每份上万。",
    "办一个手续要先花钱请中介，中介做的东西我们自己也会做。",
    "检测公司一家一个价，检测完了部门还要再指定一家重测。",
    "有偿服务太多，能不能列一张清单，不在清单上的不准收。",
    "第三方的报告互相不认，安全的报告环保不认，一样的东西做两遍。",
)
NEAR_MISS = ("检查太多，一个月来了六拨人，生产停了两天。", "检测收费太高，一个水样收八百。")
SAID = {
    "营商环境": (
        "开一家店跑了四个窗口，材料交了两遍，能不能一个窗口办完？", "窗口说材料不齐，可是又不一次说清楚缺什么。", "扶持政策写得好，钱三年了还没有到账。", "投标要求五年业绩，新企业连门都进不了。",
        "垃圾清运费、卫生费、管理费，三张单子收的是同一件事。", "给学校送的货，货款拖了十一个月。", "办个许可要二十个工作日，订单等不起。", "惠企政策都在网上，我们小厂的人看不懂也找不到。",
        "换个法人代表，银行和窗口互相要对方的证明。", "装个招牌要批三次，字体大小都要改。", "同一张营业执照，五个部门要了五份复印件。", "企业搬了两公里，许可证要从头再办。",
        "食品经营许可变更，跑了六趟才办好。", "政府采购的质保金到期了，没有人肯签字退。", "园区物业一家独大，电费里加价两毛。", "我们做出口的，原产地证要到隔壁市去开。",
        "检查前不说，来了才说要什么台账。", "小微企业的补贴要审计报告，审计费比补贴还贵。", "老板不在家，窗口说委托书一定要公证。", "中标以后合同三个月签不下来。", "商标被人抢注了，不知道找谁问。",
        "招商时候答应的路灯和围墙，到现在没有。", "税务的系统和银行的对不上，每个月都要人工改。", "企业注销比开办还难，公告登了两回。", "进出口的查验太多，旺季一个柜压五天。", "专精特新的申报书四十页，小厂写不出来。",
        "同样的问题问两个窗口，两个答案。", "行政处罚的信息修复要跑三个地方。", "快递园区的消防验收，标准换了三次。", "希望有个人专门管我们这一片企业的事。", "政策的咨询电话总是占线。",
    ),
    "用工与人才": (
        "旺季一到招不到人，能不能和学校约好实习的时间？", "技工培训的补贴，要员工自己先垫钱。", "人才公寓排到后年，请来的师傅只好租农房。", "外来职工的孩子上不了公办小学。", "技师评职称要论文，老师傅干了三十年不会写。",
        "学校教的机器是十年前的，学生来了要重教。", "职工夜班下班没有车。", "临时工的工伤保险怎么买，没有人说得清。", "招来的大学生嫌这里没有地方去，半年就走。", "企业自己的培训师能不能也算学时？",
        "退休返聘的师傅没有保险可以买。", "外地职工看病报销要跑回老家。", "年底讨薪的中介太多，真真假假。", "技能大赛的奖金发得太晚。", "工业园区没有幼儿园。", "夫妻两个都三班倒，孩子没有人接。", "人才补贴只给本科，技校的不算。", "用工登记的系统一天只开半天。",
    ),
    "交通配套": (
        "园区公交六点半就没了，我们八点才下班。", "货车通行证三个月一办，能不能办一年？", "园区里的路边停满了车，大货车转不过弯。", "厂门口的路口没有红绿灯，撞过三次。", "夜里卸货有人投诉，白天又不让进城。", "高速口到园区的路坑坑洼洼。",
        "公交站没有雨棚，下雨天职工都迟到。", "共享电瓶车一到园区就不让还。", "园区的导航都是错的，客户找不到。", "桥限重八吨，我们的料要绕十二公里。", "修路没有提前说，三天进不了货。", "斑马线在厂门往北三百米，没有人走。",
        "铁路货场到园区没有直达的路。", "大货车等红灯要六分钟。", "职工停车场收费比工资还贵。", "雨天的涵洞一积水，整个园区就断了。",
    ),
    "环保执法": (
        "排污许可变更要三个月，设备早就装好了。", "危废一年只有两吨，没有人肯来收。", "同样的事，隔壁罚两万，我们罚八万。", "雨污管网改造要企业自己掏钱，标准不清楚。", "噪声检测白天晚上来了三拨人。", "废气设备换了两次，标准又变了。",
        "能不能先提醒，再处罚？", "在线监测坏了一天，也算我们的。", "环评报告的编制单位太少，排队要两个月。", "污水纳管的口子早就满了。", "小厂的布袋除尘够不够用，没有人说。", "执法的人不懂印染，说不清超在哪里。", "应急预案要花五万请人写。", "绿色工厂评上了，没有一点好处。",
    ),
    "数字化": (
        "数字化改造花了一百万，补助只有八万。", "工业互联网的平台太多，不知道上哪一个。", "数据接口不通，报一样的数要填四次。", "服务商做完就找不到人了，能不能有个名录？", "老师傅不会用平板，能不能有人来教？", "上云的费用一年比一年高。", "设备是旧的，连不上网，换又换不起。",
        "要的报表部门一家一个样。", "园区的网速晚上只有两兆。", "软件买了三套，互相不通。", "想看看别人家是怎么改的，没有地方看。", "网络安全检查来了就要罚，事先没有人教。",
    ),
    "融资": (
        "贷款到期要先还再借，过桥的利息一天三千。", "厂房评估的价钱一年比一年低。", "担保费加上利息，比毛利还高。", "应收账款能不能拿来抵押？", "银行只要房子，不看订单。", "知识产权质押说了三年，没有一家办成。", "小额的贷款材料和大额的一样多。", "出口的单子收汇慢，银行不给垫。", "科技贷的名额第一天就没有了。",
    ),
    "土地能耗": (
        "厂房想加一层，指标等了两年。", "用能的指标按去年算，今年的订单做不完。", "老厂区想改造，土地证是集体的。", "一块地分给了两家，一直分割不了。", "屋顶光伏装好了，并网排队半年。", "零土地技改也要重新评审。", "天然气年底限量，窑炉不能停。", "租的厂房房东不给开增容的证明。",
    ),
    "其他": (
        "职工食堂能不能几家厂合办一个？", "园区没有一个看病的地方，擦破皮都要跑五公里。", "去国外参展的补贴，要回来半年才拿得到。", "出海抢单包一架飞机，能不能几个市一起包？", "希望多开几次这样的会，一年一次不够。",
    ),
}  # fmt: skip
"""What is said once, per category; a group is the first of its category said by several."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said: in which sitting, in which words, and the gold group that it belongs to."""

    sitting: int
    words: str
    category: str
    group: int


def sayings() -> list[tuple[str, str, int]]:
    """All 137 as (words, category, group), those of a group beside each other."""
    sizes = [5, *[3] * 6, *[2] * 8, *[1] * 98]
    names = [name for name, number in CATEGORIES.items() for _ in range(number)]
    found: list[tuple[str, str, int]] = []
    counted = dict.fromkeys(CATEGORIES, 0)
    for group, size in enumerate(sizes):
        category = names[(group * 31) % 113]
        number, counted[category] = counted[category], counted[category] + 1
        words = THIRD_PARTY if group == 0 else varied(SAID[category][number], size)
        if size == 1 and group - len(sizes) in (-2, -1):
            words = (NEAR_MISS[group - len(sizes)],)
        found += [(sentence, category, group) for sentence in words]
    return found


def varied(sentence: str, size: int) -> tuple[str, ...]:
    """The same thing as several people say it."""
    return tuple(before + sentence for before in ("", "我也说这个：", "我们那里一样，")[:size])


def items() -> list[Item]:
    """The items dealt out to the sittings, so that a group's items are said in different rooms."""
    rooms = [room for turn in range(max(SIZES)) for room, size in enumerate(SIZES) if turn < size]
    return [Item(room, *saying) for room, saying in zip(rooms, sayings(), strict=True)]
