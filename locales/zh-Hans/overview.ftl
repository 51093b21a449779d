# 概览和数字背后的列表

overview-by-employer = 各单位登记人数
overview-by-origin = 各出发地登记人数
overview-by-day = 每日登记人数
overview-most-a-day = 最高一天：{ $count }人
overview-day = { $date }
overview-col-day = 日期
overview-as-table = 用数字看
overview-arranged = { $count }人已有行程
overview-all-employers = 全部{ $count }家单位
overview-cities = { $count }个地方
overview-overdue = 逾期名单
overview-overdue-tile = 单位逾期未答
overview-overdue-people = { $count }人在等
overview-overdue-since = 已逾期
overview-all-overdue = 在名单里看全部{ $count }家
overview-none-overdue = 各单位都按时答复了。
overview-none-overdue-advice = 逾期未答的单位会出现在这里。
overview-all-demand = 全部需求
overview-origin = 出发地
overview-show-all = 显示全部
overview-in-all = 共{ $count }人
overview-col-arranged = 已有行程
overview-col-arrived = 已到达
overview-col-capacity = 可售座位
