# 概覽和數字背後的列表

overview-by-employer = 各單位登記人數
overview-by-origin = 各出發地登記人數
overview-by-day = 每日登記人數
overview-most-a-day = 最高一天：{ $count }人
overview-day = { $date }
overview-col-day = 日期
overview-as-table = 用數字看
overview-arranged = { $count }人已有行程
overview-all-employers = 全部{ $count }家單位
overview-cities = { $count }個地方
overview-overdue = 逾期名單
overview-overdue-tile = 單位逾期未答
overview-overdue-people = { $count }人在等
overview-overdue-since = 已逾期
overview-all-overdue = 在名單裡看全部{ $count }家
overview-none-overdue = 各單位都按時答覆了。
overview-none-overdue-advice = 逾期未答的單位會出現在這裡。
overview-all-demand = 全部需求
overview-origin = 出發地
overview-show-all = 顯示全部
overview-in-all = 共{ $count }人
overview-col-arranged = 已有行程
overview-col-arrived = 已到達
overview-col-capacity = 可售座位
