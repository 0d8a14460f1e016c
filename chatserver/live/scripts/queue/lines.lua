-- SPDX-License-Identifier: EUPL-1.2
-- All lines in order, and why places became later.  Changes nothing; not run for each visitor.
--
-- ask  nothing
--
-- Answers {lanes: [{lane, calm: [conversation, virtual ms, ...], urgent: [...], rises: [{at, virtual, why}],
-- counsellors}]}; a list without anything in it is absent.

local function some(list)
  return #list > 0 and list or nil
end

local answer = {}
for _, name in ipairs(terms.lanes) do
  local lane, rises = lanes[name], {}
  for at, rise in ipairs(read('LRANGE', lane.rises, 0, -1)) do
    rises[at] = cjson.decode(rise)
  end
  answer[#answer + 1] = {
    lane = name,
    calm = some(read('ZRANGE', lane.calm, 0, -1, 'WITHSCORES')),
    urgent = some(read('ZRANGE', lane.urgent, 0, -1, 'WITHSCORES')),
    rises = some(rises),
    counsellors = on_duty(lane),
  }
end
return cjson.encode({lanes = answer})
