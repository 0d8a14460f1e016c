-- SPDX-License-Identifier: EUPL-1.2
-- Wait in a lane, or show that one still waits.  The first joining time stands; urgency, once said, stays.
--
-- ask  conversation, lane, urgent, head (start, ms); claim (ms): the joining time of a place ticket, or absent
--
-- Answers {stage, lane, joined, urgent, place, waiting, open}, or gone, lane_closed, full.

local name, lane = ask.conversation, lanes[ask.lane]

-- A place ticket counts only while the store is so young that it may have lost the line it was given in.
local function believed()
  local since = tonumber(read('GET', born) or now)
  return ask.claim and now - since < terms.recreate
end

local function joined_at()
  return believed() and math.min(ask.claim, now) or now
end

-- Whoever stood in a line that was lost stands in it again, also before its counsellors are back.
local function refusal(known)
  if on_duty(lane) == 0 and not believed() then
    return 'lane_closed'
  end
  local others = read('HLEN', KEYS[1]) - (known and 1 or 0)
  if waiting_in(lane) >= terms.max_waiting or others >= terms.max_remembered then
    return 'full'
  end
end

local function begin(v)
  v.stage, v.lane, v.joined, v.urgent, v.head = 'waiting', ask.lane, joined_at(), ask.urgent, ask.head
  v.present, v.spoke = true, true
  stand(name, v, v.urgent and 'urgent' or v.joined < now and 'back' or nil)
end

-- Whoever it has been offered to must see it, too.
local function mark_hold(v)
  local person = v.staff and staff.get(v.staff)
  local hold = person and hold_of(person, name)
  if hold then
    hold.urgent = true
    staff.put(v.staff, person)
  end
end

local function become_urgent(v)
  if v.counted then
    step_out(name, v)
  end
  v.urgent, v.head = true, ask.head
  visitors.put(name, v)
  mark_hold(v)
  return 'urgent'
end

-- It speaks: a page that was skipped for its silence is not skipped any more.
local function go_on(v)
  local why = 'back'
  v.present, v.spoke = true, true
  if ask.urgent and not v.urgent then
    why = become_urgent(v)
  end
  if v.stage == 'waiting' then
    stand(name, v, why)
  end
  visitors.put(name, v)
end

local known = visitors.get(name)
local v = known or {stage = 'idle', generation = 0}
if v.stage == 'over' then
  return refuse('gone')
end
if v.stage == 'idle' then
  local no = refusal(known)
  if no then
    return refuse(no)
  end
  begin(v)
else
  go_on(v)
end
settle(v.lane)
lane = lanes[v.lane]
return finish({
  stage = v.stage, lane = v.lane, joined = v.joined, urgent = v.urgent,
  place = place_of(name, v), waiting = waiting_in(lane), open = on_duty(lane) > 0,
})
