//! Small payrolls of the kinds with rules of pay, and what must be found in them: worker, rule, required, shortfall; each
//! worked by hand from the sheet.

pub struct Payroll {
    pub kind: &'static str,
    pub text: &'static str,
    pub breaches: &'static [&'static str],
}

pub const PAYROLLS: [Payroll; 6] = [
    // Tickets at 1.20 until the year's end and 1.25 after it, orders at 2.00, 3 percent of 10,000, the peak's sum in full, heat
    // in July only.
    Payroll {
        kind: "courier-city",
        text: "enterprise_id,worker_id,period,grade,employment,agreed_wage,service_years,paid_days,gross_pay,personal_contributions,pieces_deliver,pieces_collect,piece_pay,commission_base_key_account,commission_key_account,allowance_heat,allowance_tenure,one_off_peak,paid_on\n\
            9164020589MXMRUW56,K1,2025-11,快递员,piece,,12,21.75,5950.00,0,3000,500,4500.00,10000.00,250.00,,500.00,700.00,2025-12-15\n\
            9164020589MXMRUW56,K2,2026-01,收派员,piece,,1,21.75,4950.00,0,4000,,4900.00,,,,50.00,,2026-02-10\n\
            9164020589MXMRUW56,K3,2025-07,,full_time,4000.00,1,21.75,4250.00,0,,,,,,200.00,50.00,,2025-08-15\n",
        breaches: &[
            "K1 C:key_account 300.00 50.00",
            "K1 O:peak 800.00 100.00",
            "K1 S10 4600.00 100.00",
            "K2 S10 5000.00 100.00",
            "K3 A:heat 300.00 100.00",
        ],
    },
    // 10.4 percent on 1700 and on 1600, whoever is below the waiters' 1800.
    Payroll {
        kind: "helan-catering-2014",
        text: "enterprise_id,worker_id,period,grade,employment,agreed_wage,previous_wage,paid_days,gross_pay,paid_on\n\
            9164020589MXMRUW56,H1,2014-08,服务员,full_time,1800.00,1700.00,21.75,1800.00,2014-09-15\n\
            9164020589MXMRUW56,H2,2014-08,餐厅服务员,full_time,1800.00,1600.00,21.75,1800.00,2014-09-15\n",
        breaches: &["H1 S11 1876.80 76.80"],
    },
    // 100 jin of green tea at 16, 50 of black at 12: two lines of one record.
    Payroll {
        kind: "hubei-tea-picking",
        text: "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,operation,variant,pieces,piece_pay,paid_on\n\
            9164020589MXMRUW56,T1,2026-04,小工,piece,,21.75,1600.00,采茶,绿茶,100,1600.00,2026-05-10\n\
            9164020589MXMRUW56,T1,2026-04,小工,piece,,21.75,650.00,采茶,红茶,50,500.00,2026-05-10\n",
        breaches: &["T1 S10 2200.00 100.00"],
    },
    // 8,000 at 0.1250.
    Payroll {
        kind: "knitwear-piece-table",
        text: "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay,operation,variant,pieces,piece_pay,paid_on\n\
            9164020589MXMRUW56,N1,2025-06,piece,,21.75,3000.00,上领1,11针,8000,990.00,2025-07-10\n\
            9164020589MXMRUW56,N2,2025-06,piece,,21.75,3000.00,上领1,11针,8000,1000.00,2025-07-10\n",
        breaches: &["N1 S10 1000.00 10.00"],
    },
    // Nobody below the general minimum.
    Payroll {
        kind: "luzhou-catering-2023",
        text: "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on\n\
            9164020589MXMRUW56,L1,2023-10,传菜员,full_time,1900.00,21.75,1900.00,2023-11-15\n\
            9164020589MXMRUW56,L2,2023-10,传菜员,day_rate,90.00,20,1820.00,2023-11-15\n",
        breaches: &["L1 S2 1970.00 70.00", "L1 S3 1970.00 70.00", "L2 S3 91.00 1.00"],
    },
    // 104 a day; 0.85 a piece. Of Q3 no more can be told: no minimum of the area is in the rulebook, so neither is its sick pay.
    Payroll {
        kind: "quzhou-one-page",
        text: "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay,personal_contributions,pieces_assembly,piece_pay,sick_days,sick_pay,paid_on\n\
            9164020589MXMRUW56,Q1,2026-03,day_rate,100.00,20,2200.00,0,,,,,2026-04-10\n\
            9164020589MXMRUW56,Q2,2026-03,piece,,21.75,4200.00,0,5000,4200.00,,,2026-04-10\n\
            9164020589MXMRUW56,Q3,2026-03,full_time,3000.00,17,2844.83,0,,,5,500.00,2026-04-10\n",
        breaches: &["Q1 S3 104.00 4.00", "Q2 S10 4250.00 50.00"],
    },
];
