# Around every list.

table-show = 显示
table-export = 导出 Excel
table-sort-by = 排序
table-rows = 共 { $count } 行
table-made-by = { $title }，{ $who } 导出于 { $when }
