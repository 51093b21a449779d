# Accounts, sessions, the second step.

# The door

account-door-locked-until = 错误次数太多。请在 { $until } 之后再试，或者请管理员发新的登录链接。
account-second-step = 第二步验证
account-second-step-ask = 请打开手机上的验证器，输入它显示的数字。
account-second-code = 验证码
account-second-code-hint = 六位数字；手机不在身边时，可输入一个备用码。
account-second-code-wrong = 验证码不对、已过期或已用过。请等下一个。
account-second-start-over = 重新登录

# The list of accounts

account-search = 登录名或单位
account-col-name = 姓名
account-col-role = 角色
account-col-for = 所属
account-col-state = 状态
account-col-second = 第二步验证
account-col-seen = 最近使用
account-col-made = 建立
account-state-new = 已邀请
account-state-active = 使用中
account-state-disabled = 已停用
account-never = 从未
account-on = 已启用
account-off = 未启用
account-every-district = 全市
account-none-match = 没有符合的账号。
account-none-match-advice = 请少填些搜索内容，或去掉筛选。

# An invitation

account-invite-title = 邀请
account-invite-advice = 您会得到一个链接，请转给本人。链接一天内有效，只能用一次；登录后请本人设置密码。
account-field-name = 姓名
account-field-login = 登录名
account-login-hint = 只用字母 a–z、数字、点和横线。以后不能改。
account-field-role = 角色
account-field-district = 县（市、区）
account-district-hint = 只用于经办人。不选表示全市。
account-field-firm = 单位
account-firm-hint = 只用于单位人事。可输入名称、拼音或首字母。
account-choose = 请选择
account-invite-button = 邀请并显示链接
account-name-wrong = 请填写姓名，1 到 { $most } 个字。
account-login-wrong = 请用字母 a–z、数字、点和横线，1 到 { $most } 个。
account-login-taken = 这个登录名已有人用，请换一个。
account-role-missing = 请选择角色。
account-firm-missing = 请填写是哪个单位的人事。
account-firm-unknown = 没有找到这样的单位。
account-firm-several = 是下面哪一个？

# A one-time link

account-link-title = { $name } 的登录链接
account-link-advice = 链接只显示这一次。请只交给本人：谁有它，谁就能登录一次，24 小时内有效。
account-to-account = 查看账号

# One account

account-fact-password = 密码
account-password-there = 已设置
account-password-none = 未设置
account-own-note = 这是您自己的账号，只能由其他管理员改动；密码和第二步验证请自己改。
account-standing-title = 权限
account-standing-advice = 改动后，本人在所有设备上退出，重新登录后按新权限使用。
account-standing-save = 保存
account-standing-saved = 已保存。本人需要重新登录。
account-reset-title = 重置账号
account-reset-advice = 用于忘记密码或丢失手机。会清除密码和第二步验证，结束所有登录，并给出新的一次性链接。
account-reset-button = 重置并显示链接
account-disable-title = 停用账号
account-disable-advice = 所有登录立即结束，之后无法再登录。已做的事仍留在日志里。
account-disable-button = 停用
account-done-disabled = 账号已停用。
account-enable-title = 启用账号
account-enable-advice = 本人可以用原来的密码登录。忘了的话，启用后再重置。
account-enable-button = 启用
account-done-enabled = 账号已启用。
account-refused-last = 这是最后一位能登录的管理员。请先增加一位。
account-refused-self = 不能在这里改动自己的账号。
account-refused-crew = 该人员在一辆尚未到达的车上当班。请先把他从该车撤下。
account-refused-disabled = 已停用的账号不能重置。请先启用。
account-locked-note = 错误次数太多，锁定到 { $until }。
account-unlock-button = 立即解锁
account-done-unlocked = 已解锁。
account-did-link = 此人做过的事
account-done-to-link = 账号的变动

# Sessions

account-sessions-title = 登录的设备
account-sessions-theirs = 此人登录的设备
account-sessions-advice = 有不认识的，请结束它，并修改密码。
account-col-device = 设备
account-col-from = 来自
account-col-since = 登录于
account-col-used = 最近使用
account-device-unknown = 不详
account-session-here = 本机
account-end-one = 结束
account-end-one-of = 结束 { $device } 上的登录
account-end-others = 结束其他所有登录
account-end-all = 全部结束
account-done-ended = 已结束。
account-no-sessions = 目前没有登录。

# The second step

account-second-advice = 启用后，只有密码还不能登录，还要输入手机验证器上的数字。
account-second-needs-password = 请先设置密码。
account-second-begin = 开始设置
account-second-scan = 1. 用手机验证器扫一扫。
account-second-secret = 不能扫码？在验证器里输入这个密钥：
account-second-type = 2. 输入验证器显示的数字。
account-second-confirm = 启用
account-second-again = 换一个密钥
account-second-since = { $when } 起已启用。
account-codes-left = 剩余备用码：{ $count } 个
account-codes-title = 您的备用码
account-codes-advice = 请现在抄下或打印，之后不再显示。手机不在身边时，每个可用一次。
account-codes-kept = 我已保存好
account-renew-title = 换新备用码
account-renew-advice = 旧的备用码作废。
account-renew-button = 换新
account-off-title = 停用第二步验证
account-off-advice = 停用后，只用密码就能登录。
account-off-button = 停用
account-done-off = 第二步验证已停用。
