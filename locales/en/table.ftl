# Around every list.

table-show = Show
table-export = Export to Excel
table-sort-by = Order
table-rows = { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
table-made-by = { $title }, exported by { $who } on { $when }
