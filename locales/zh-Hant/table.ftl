# Around every list.

table-show = 顯示
table-export = 匯出 Excel
table-sort-by = 排序
table-rows = 共 { $count } 列
table-made-by = { $title }，{ $who } 匯出於 { $when }
