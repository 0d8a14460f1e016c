-- SPDX-License-Identifier: EUPL-1.2
-- Which offers, keys and Welcomes are overdue.  Changes nothing.
--
-- ask  most: how many to answer with
--
-- Answers {due: [{conversation, staff, offer, stage}]}, absent if none is.

local due = {}
for _, name in ipairs(read('ZRANGEBYSCORE', deadlines, '-inf', now, 'LIMIT', 0, ask.most)) do
  local v = visitors.get(name)
  due[#due + 1] = {conversation = name, staff = v.staff, offer = v.offer, stage = v.stage}
end
return cjson.encode({due = #due > 0 and due or nil})
