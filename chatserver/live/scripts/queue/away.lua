-- SPDX-License-Identifier: EUPL-1.2
-- A visitor's connection is no more: skipped until it is back.  A newer connection makes no difference.
--
-- ask  conversation, generation
--
-- Answers {}.

local name = ask.conversation
local v = visitors.get(name)
if not v or ask.generation < v.generation then
  return finish({})
end
if v.stage == 'idle' then
  visitors.put(name, false)
  return finish({})
end
-- Who was skipped already may not begin to count again.
if not v.present then
  return finish({})
end
v.present = false
visitors.put(name, v)
if v.stage == 'waiting' then
  stand(name, v)
elseif v.stage == 'offered' then
  local free = call_off(name, v, 'left')
  back_in_line(name, v, 'returned')
  serve(free)
end
return finish({})
