-- SPDX-License-Identifier: EUPL-1.2
-- A visitor who has talked wants another counsellor, or no longer does: in line again at its own virtual time,
-- or out again.  May be repeated.
--
-- ask  conversation, wanted
--
-- Answers {staff}: who has lost an offer or an acceptance by it, or absent; or gone, or not_allowed_now from
-- somebody who has never talked.

local name = ask.conversation
local v = visitors.get(name)
if v and v.stage == 'over' then
  return refuse('gone')
end
if not v or not v.talked then
  return refuse('not_allowed_now')
end
local lost
if ask.wanted then
  if v.stage == 'served' then
    v.present = true
    back_in_line(name, v, 'back')
    settle(v.lane)
  end
elseif v.stage ~= 'served' then
  if v.staff then
    lost = call_off(name, v, 'left')
  else
    step_out(name, v)
  end
  v.stage = 'served'
  visitors.put(name, v)
  if lost then
    serve(lost)
  end
end
return finish({staff = lost})
