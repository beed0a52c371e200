//! The columns of a payroll and the names that files have for them.

/// A column with its names.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub column: &'static str,
    /// Names of its own: two of them in one file are a question.
    pub own: &'static [&'static str],
    /// Words usual in payrolls; they count where none of its own names stands.
    pub usual: &'static [&'static str],
}

const fn name(column: &'static str, own: &'static [&'static str], usual: &'static [&'static str]) -> Name {
    Name { column, own, usual }
}

/// All columns, in the order of the documentation.
#[rustfmt::skip]
pub const NAMES: &[Name] = &[
    name("enterprise_id", &["统一社会信用代码", "企业代码", "单位代码"],
        &["社会信用代码", "信用代码", "统一信用代码", "企业统一社会信用代码", "单位统一社会信用代码"]),
    name("worker_id", &["职工编号", "工号", "员工编号"],
        &["人员编号", "人员编码", "员工号", "职工号", "员工工号", "职工工号", "职员编号", "员工代码", "身份证号", "身份证号码", "公民身份号码"]),
    name("period", &["工资月份", "月份", "所属期"],
        &["年月", "所属月份", "工资所属月份", "工资所属期", "工资期间", "期间", "会计期间", "工资年月", "计薪月份"]),
    name("grade", &["岗位", "工种"], &["岗位名称", "岗位工种", "职位", "职务"]),
    name("level", &["技能等级"], &["技术等级", "职业技能等级", "等级", "级别", "技能级别"]),
    name("service_years", &["工龄"], &["工作年限", "服务年限", "司龄", "本单位工龄", "本企业工龄", "连续工龄", "工龄年"]),
    name("employment", &["用工形式", "用工类型"],
        &["用工方式", "用工性质", "用工类别", "员工类型", "员工类别", "员工性质", "人员类别", "人员类型", "人员性质"]),
    name("agreed_wage", &["约定工资", "合同工资"],
        &["劳动合同工资", "合同约定工资", "约定工资标准", "合同工资标准", "工资标准", "月工资标准"]),
    name("previous_wage", &["原工资", "调整前工资"], &["原合同工资", "原约定工资", "调整前约定工资", "调资前工资", "上年工资", "原工资标准"]),
    name("paid_days", &["计薪天数"],
        &["出勤天数", "实际出勤天数", "实出勤天数", "计薪日数", "有薪天数", "工作天数", "实际工作天数", "应付工资天数"]),
    name("hours", &["工作小时", "工时"], &["工作小时数", "工作时数", "实际工时", "出勤工时", "总工时", "出勤小时", "计薪小时"]),
    name("ot_weekday_hours", &["平日加班小时", "工作日加班小时"],
        &["平日加班小时数", "平日加班时数", "平日加班工时", "平时加班小时", "平时加班小时数", "平时加班时数", "工作日加班小时数",
          "工作日加班时数", "工作日加班工时", "延时加班小时", "延时加班小时数", "延时加班时数", "延长工时", "普通加班小时",
          "加班/平日", "加班/平时", "加班/工作日", "加班/延时", "加班小时/平日", "加班小时/平时", "加班小时/工作日", "加班小时/延时",
          "加班时数/平日", "加班时数/平时", "加班时数/工作日", "加班工时/平日", "加班工时/平时", "加班工时/工作日"]),
    name("ot_restday_hours", &["休息日加班小时"],
        &["休息日加班小时数", "休息日加班时数", "休息日加班工时", "周末加班小时", "周末加班小时数", "周末加班时数", "周末加班工时",
          "双休日加班小时", "双休日加班小时数", "双休日加班时数", "公休日加班小时", "假日加班小时",
          "加班/周末", "加班/休息日", "加班/双休日", "加班/公休日", "加班小时/周末", "加班小时/休息日", "加班小时/双休日",
          "加班时数/周末", "加班时数/休息日", "加班时数/双休日", "加班工时/周末", "加班工时/休息日", "加班工时/双休日"]),
    name("ot_holiday_hours", &["法定节假日加班小时", "节假日加班小时"],
        &["法定节假日加班小时数", "法定节假日加班时数", "节假日加班小时数", "节假日加班时数", "节假日加班工时", "法定节日加班小时",
          "法定节日加班小时数", "法定假日加班小时", "法定假日加班小时数", "节日加班小时", "节日加班小时数", "节日加班时数", "法定加班小时",
          "加班/节日", "加班/节假日", "加班/法定", "加班/法定节日", "加班/法定节假日", "加班/法定假日", "加班小时/节日", "加班小时/节假日",
          "加班小时/法定节假日", "加班时数/节日", "加班时数/节假日", "加班时数/法定节假日", "加班工时/节日", "加班工时/节假日",
          "加班工时/法定节假日"]),
    name("ot_pay", &["加班工资", "加班费"], &["加班费合计", "加班费小计", "加班工资合计", "加班工资小计", "加班费用", "加班金额", "加班薪资"]),
    name("premium_pay", &["工时加成工资"], &["加成工资", "时段加成", "工时加成"]),
    name("special_allowances", &["特殊津贴"],
        &["高温补贴", "高温津贴", "夜班津贴", "夜班补贴", "特殊岗位津贴", "特殊工种津贴", "特殊津贴补贴"]),
    name("gross_pay", &["应发工资", "应发合计"],
        &["应发金额", "应发数", "应发", "应发总额", "应发工资合计", "应发工资总额", "应付工资", "工资总额", "工资合计", "应发小计"]),
    name("back_pay", &["补发工资"], &["补发", "补发金额", "补发差额", "补发数", "工资补发", "补发合计"]),
    name("back_pay_from", &["补发起始月份", "补发月份"], &["补发起月", "补发开始月份", "补发所属月份", "补发所属期"]),
    name("back_pay_to", &["补发截止月份"], &["补发止月", "补发结束月份", "补发终止月份"]),
    name("operation", &["工序"], &["工序名称", "作业工序", "计件工序"]),
    name("variant", &["品种"], &["品名", "型号", "规格", "款号", "产品", "产品名称"]),
    name("pieces", &["件数"], &["计件数量", "完成件数", "计件件数", "合格件数", "产量"]),
    name("ot_weekday_pieces", &["平日加班件数", "工作日加班件数"], &["平时加班件数", "加班件数/平日", "加班件数/工作日"]),
    name("ot_restday_pieces", &["休息日加班件数"], &["周末加班件数", "加班件数/休息日", "加班件数/周末"]),
    name("ot_holiday_pieces", &["法定节假日加班件数", "节假日加班件数"], &["节日加班件数", "加班件数/节假日", "加班件数/法定节假日"]),
    name("piece_pay", &["计件工资"], &["计件金额", "计件工资合计", "计件工资小计", "计件收入", "计件薪资"]),
    name("personal_contributions", &["个人缴费", "代扣代缴"],
        &["代扣代缴合计", "代扣代缴小计", "代扣合计", "个人代扣合计", "个人缴费合计", "个人社保及个税"]),
    name("deductions", &["扣款", "其他扣款"],
        &["扣款合计", "扣款小计", "扣款总额", "扣款金额", "其它扣款", "其他扣款合计", "扣款/其他", "扣款/其它"]),
    name("deductions_damage", &["赔偿扣款", "损失赔偿"], &["损失赔偿扣款", "赔偿金", "赔款", "扣款/赔偿", "扣款/损失赔偿", "扣款/赔款"]),
    name("deductions_fine", &["罚款"], &["罚款扣款", "违纪罚款", "违纪扣款", "扣款/罚款"]),
    name("deductions_other", &["借支扣款"], &["借款扣款", "预支扣款", "扣借款", "扣款/借支", "扣款/借款", "扣款/预支"]),
    name("sick_days", &["病假天数"], &["病假日数", "病假/天数", "病休天数"]),
    name("sick_pay", &["病假工资"], &["病假津贴", "病假/工资", "病假待遇", "疾病救济费"]),
    name("idle_pay", &["停工工资"], &["停工津贴", "停工待料工资", "待工工资", "停工生活费", "停产工资"]),
    name("net_pay", &["实发工资", "实发合计"],
        &["实发金额", "实发数", "实发", "实发总额", "实发工资合计", "实发工资总额", "实领工资", "实领金额", "实付工资", "到手工资"]),
    name("paid_on", &["发放日期", "支付日期"],
        &["发放时间", "支付时间", "发放日", "发薪日", "发薪日期", "工资发放日期", "工资支付日期", "发工资日期"]),
    name("unused_leave_days", &["未休年休假天数"], &["未休年假天数", "应休未休天数", "应休未休年休假天数", "应休未休年假天数"]),
    name("unused_leave_pay", &["未休年休假工资"],
        &["未休年假工资", "未休年休假工资报酬", "未休年假补偿", "年休假补偿", "年假补偿"]),
];

/// How many columns there are.
pub(super) const COUNT: usize = NAMES.len();

macro_rules! columns {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// A column by its place in [`NAMES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub(super) enum Column { $($variant),+ }

        impl Column {
            /// Its name.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        #[cfg(test)]
        const ALL: [Column; COUNT] = [$(Column::$variant),+];
    };
}

columns!(
    EnterpriseId "enterprise_id", WorkerId "worker_id", Period "period", Grade "grade", Level "level",
    ServiceYears "service_years", Employment "employment", AgreedWage "agreed_wage", PreviousWage "previous_wage",
    PaidDays "paid_days", Hours "hours", OtWeekdayHours "ot_weekday_hours", OtRestdayHours "ot_restday_hours",
    OtHolidayHours "ot_holiday_hours", OtPay "ot_pay", PremiumPay "premium_pay", SpecialAllowances "special_allowances",
    GrossPay "gross_pay", BackPay "back_pay", BackPayFrom "back_pay_from", BackPayTo "back_pay_to",
    Operation "operation", Variant "variant", Pieces "pieces", OtWeekdayPieces "ot_weekday_pieces",
    OtRestdayPieces "ot_restday_pieces", OtHolidayPieces "ot_holiday_pieces", PiecePay "piece_pay",
    PersonalContributions "personal_contributions", Deductions "deductions", DeductionsDamage "deductions_damage",
    DeductionsFine "deductions_fine", DeductionsOther "deductions_other", SickDays "sick_days", SickPay "sick_pay",
    IdlePay "idle_pay", NetPay "net_pay", PaidOn "paid_on", UnusedLeaveDays "unused_leave_days",
    UnusedLeavePay "unused_leave_pay",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_in_its_place() {
        for (column, name) in ALL.into_iter().zip(NAMES) {
            assert_eq!(column.name(), name.column);
        }
    }
}
