-- SPDX-License-Identifier: EUPL-1.2
-- What every script of the queue begins with: its keys, its records, and the one way to match.
--
-- KEYS[1]  {queue}:visitors   hash  conversation -> JSON, see below
-- KEYS[2]  {queue}:staff      hash  staff -> JSON, see below
-- KEYS[3]  {queue}:deadlines  zset  conversation by when its offer, key or Welcome is due, ms
-- KEYS[4]  {queue}:absent     zset  conversation by when it no longer counts, ms
-- KEYS[5]  {queue}:pauses     zset  staff by when their pause is over, ms
-- KEYS[6]  {queue}:forget     zset  conversation by when it is forgotten, ms
-- KEYS[7]  {queue}:lengths    list  seconds of the last conversations, newest first
-- KEYS[8]  {queue}:born       string  ms, when this store's life began
-- and for each lane, in the order of terms.lanes:
--   {queue}:ready:<lane>   zset  who can be matched, by virtual joining time: present and unoffered
--   {queue}:calm:<lane>    zset  who counts for places and is safe, by virtual joining time
--   {queue}:urgent:<lane>  zset  who counts for places and is not safe
--   {queue}:free:<lane>    zset  counsellors who have room, the next one first
--   {queue}:duty:<lane>    zset  counsellors on duty, by until when that keeps the lane open, ms
--   {queue}:rises:<lane>   list  JSON {at, virtual, why}, newest first: why places became later
--
-- ARGV[1]  JSON, the terms: the figures of chatserver/domain/queue.py, now (ms), chance, lanes
-- ARGV[2]  JSON, what is asked
--
-- Answers JSON; {"no": code} if it is refused, and then nothing has changed.
--
-- A visitor:  stage, generation, present; once it joined: lane, joined, head (start, ms), urgent; counted (in
--   calm or urgent); while offered: staff, offer; met (was accepted once), talked (was let in once), spoke (since
--   its counsellor's key came), mutes (how often it did not).  Stages are named in the domain.
-- A counsellor:  generation, connected, gone (ms), duty, lanes, free_since, pause_until, declined (the last
--   offer), holds: {conversation, offer, stage, lane, urgent, joined, deadline, waited, member} each.
--
-- Invariant: at every match no visitor who is present and unoffered, in any lane that counsellor serves, has
-- an earlier virtual time.  It holds because every script that makes somebody matchable ends in `serve` or
-- `settle`, so that between scripts no lane has both a free counsellor and somebody to match.

local terms, ask = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local now = terms.now
local deadlines, absent, pauses, forget, lengths, born = unpack(KEYS, 3, 8)
local lanes = {}
for number, name in ipairs(terms.lanes) do
  local at = 8 + 6 * (number - 1)
  lanes[name] = {
    ready = KEYS[at + 1], calm = KEYS[at + 2], urgent = KEYS[at + 3],
    free = KEYS[at + 4], duty = KEYS[at + 5], rises = KEYS[at + 6],
  }
end

-- A score later than any time.
local ALWAYS = 2 ^ 52

local touched, told, made = {}, {}, 0

local function read(command, key, ...)
  return redis.call(command, key, ...)
end

local function write(command, key, ...)
  touched[key] = true
  return redis.call(command, key, ...)
end

-- Records of one hash, each read once and written once.
local function book(key)
  local records, changed = {}, {}
  return {
    get = function(name)
      if records[name] == nil then
        local text = read('HGET', key, name)
        records[name] = text and cjson.decode(text) or false
      end
      return records[name] or nil
    end,
    put = function(name, record)
      records[name] = record or false
      changed[name] = true
    end,
    close = function(each)
      for name in pairs(changed) do
        local record = records[name]
        if record then
          write('HSET', key, name, cjson.encode(record))
        else
          write('HDEL', key, name)
        end
        if each then
          each(name, record)
        end
      end
    end,
  }
end

local visitors, staff = book(KEYS[1]), book(KEYS[2])

local function tell(effect)
  told[#told + 1] = effect
end

local function refuse(code)
  return cjson.encode({no = code})
end

-- Write what has changed, give what was written a whole life, and answer.
local function finish(answer)
  visitors.close(function(name, record)
    if record then
      write('ZADD', forget, now + terms.remembered, name)
    else
      write('ZREM', forget, name)
    end
  end)
  staff.close()
  for key in pairs(touched) do
    redis.call('PEXPIRE', key, terms.remembered)
  end
  answer.told = #told > 0 and told or nil
  return cjson.encode(answer)
end

-- Visitors in line.

local function virtual(v)
  return v.joined - v.head
end

local function line_of(v)
  return lanes[v.lane][v.urgent and 'urgent' or 'calm']
end

-- Put a waiting visitor where it belongs.  `why`: what those behind are told if it had not counted before.
local function stand(name, v, why)
  local lane = lanes[v.lane]
  if not v.counted then
    v.counted = true
    write('ZADD', line_of(v), virtual(v), name)
    if why then
      write('LPUSH', lane.rises, cjson.encode({at = now, virtual = virtual(v), why = why}))
      write('LTRIM', lane.rises, 0, terms.rises_kept - 1)
    end
  end
  if v.present then
    write('ZADD', lane.ready, virtual(v), name)
    write('ZREM', absent, name)
  else
    write('ZREM', lane.ready, name)
    write('ZADD', absent, 'NX', now + terms.uncounted, name)
  end
  visitors.put(name, v)
end

-- Take a visitor out of the line.
local function step_out(name, v)
  write('ZREM', lanes[v.lane].ready, name)
  write('ZREM', line_of(v), name)
  write('ZREM', absent, name)
  v.counted = nil
  visitors.put(name, v)
end

-- Not anybody's any more, and in line again at its own virtual time.
local function back_in_line(name, v, why)
  write('ZREM', deadlines, name)
  v.stage, v.staff, v.offer = 'waiting', nil, nil
  stand(name, v, why)
end

-- How many count as having joined earlier than a waiting visitor, plus one; 0 once it does not wait.
local function place_of(name, v)
  if v.stage ~= 'waiting' or not v.counted then
    return 0
  end
  local lane = lanes[v.lane]
  local own = read('ZRANK', line_of(v), name)
  return own + read('ZCOUNT', lane[v.urgent and 'calm' or 'urgent'], '-inf', '(' .. virtual(v)) + 1
end

local function waiting_in(lane)
  return read('ZCARD', lane.calm) + read('ZCARD', lane.urgent)
end

local function on_duty(lane)
  return read('ZCOUNT', lane.duty, '(' .. now, '+inf')
end

-- Counsellors.

local function holds_of(person)
  return person.holds or {}
end

-- What `person` holds of a conversation, and where in the list.
local function hold_of(person, conversation)
  for at, hold in ipairs(holds_of(person)) do
    if hold.conversation == conversation then
      return hold, at
    end
  end
end

-- Take a conversation from a counsellor; what they held, or nil.
local function drop_hold(id, person, conversation)
  local hold, at = hold_of(person, conversation)
  if hold then
    table.remove(person.holds, at)
    person.holds = #person.holds > 0 and person.holds or nil
    staff.put(id, person)
  end
  return hold
end

local function has_room(person)
  return person.connected and person.duty == 'free' and #holds_of(person) < terms.capacity
end

-- Let the lanes know what a counsellor takes now.  Next is who has the fewest conversations, then the
-- fewest lanes, then has been free for longest.
local function muster(id, person)
  local order = #holds_of(person) * terms.load_weight + #person.lanes * terms.lane_weight + person.free_since
  for _, name in ipairs(person.lanes) do
    local lane = lanes[name]
    if lane then
      if has_room(person) then
        write('ZADD', lane.free, order, id)
      else
        write('ZREM', lane.free, id)
      end
      if person.duty == 'away' then
        write('ZREM', lane.duty, id)
      else
        write('ZADD', lane.duty, person.connected and ALWAYS or person.gone + terms.back, id)
      end
    end
  end
  staff.put(id, person)
end

-- Change a counsellor's duty by a row of the domain's table.
local function turn(person, row)
  local duty = row[person.duty]
  if duty == 'free' and person.duty ~= 'free' then
    person.free_since = now
  end
  if duty ~= person.duty then
    person.pause_until = nil
  end
  person.duty = duty
end

-- Matching.

-- The first visitor whom `person` may have: present and unoffered, in any of their lanes.
local function earliest(person)
  local first, first_at
  for _, lane_name in ipairs(person.lanes) do
    local lane = lanes[lane_name]
    -- As many more as could be theirs already: who asked for somebody else is not given back to them.
    local found = lane and read('ZRANGE', lane.ready, 0, #holds_of(person), 'WITHSCORES') or {}
    for at = 1, #found, 2 do
      if not hold_of(person, found[at]) then
        local joined = tonumber(found[at + 1])
        if not first or joined < first_at then
          first, first_at = found[at], joined
        end
        break
      end
    end
  end
  return first
end

local function offer(name, v, id, person)
  made = made + 1
  step_out(name, v)
  v.stage, v.staff, v.offer = 'offered', id, terms.chance .. '-' .. made
  local hold = {
    conversation = name, offer = v.offer, stage = 'offered',
    lane = v.lane, urgent = v.urgent, joined = v.joined, deadline = now + terms.lease,
  }
  person.holds = holds_of(person)
  table.insert(person.holds, hold)
  write('ZADD', deadlines, hold.deadline, name)
  tell({what = 'made', staff = id, hold = hold})
end

-- Offer to a counsellor who has room whoever is first in any of their lanes.  Whether there was somebody.
local function serve_one(id)
  local person = staff.get(id)
  local name = has_room(person) and earliest(person)
  if name then
    offer(name, visitors.get(name), id, person)
  end
  muster(id, person)
  return name and true or false
end

-- The same as long as there is room: only for the one counsellor whom something has happened to.
local function serve(id)
  while serve_one(id) do
  end
end

-- Offer to the first in a lane who can be offered somebody.  Whether there was one.
local function serve_first(lane)
  -- Whoever waits may be talking with some of them already, and wants another: with no more than the members
  -- of a conversation.
  for _, id in ipairs(read('ZRANGE', lane.free, 0, terms.members - 1)) do
    if serve_one(id) then
      return true
    end
  end
end

-- Match whoever waits in a lane with whoever is free in it.
local function settle(lane_name)
  local lane = lanes[lane_name]
  while read('ZCARD', lane.ready) > 0 and serve_first(lane) do
  end
end

-- Taking back.

-- Take an offer, or an acceptance, from whoever has it.  The counsellor, who is to be served again.
local function call_off(name, v, why)
  local id = v.staff
  local hold = drop_hold(id, staff.get(id), name)
  write('ZREM', deadlines, name)
  tell({what = 'gone', staff = id, offer = hold.offer, why = why})
  v.staff, v.offer = nil, nil
  visitors.put(name, v)
  return id
end

-- A counsellor takes no offers now: whoever was offered to them is in line again.
local function return_offers(id, person)
  local left = {}
  for _, hold in ipairs(holds_of(person)) do
    if hold.stage == 'offered' then
      left[#left + 1] = hold
    end
  end
  for _, hold in ipairs(left) do
    drop_hold(id, person, hold.conversation)
    back_in_line(hold.conversation, visitors.get(hold.conversation), 'returned')
  end
  return left
end

-- A counsellor's own choice of duty.  What was offered to them and is in line again.
local function choose(id, person, duty, free_since)
  if duty == person.duty then
    return {}
  end
  person.duty, person.pause_until = duty, nil
  write('ZREM', pauses, id)
  if duty == 'free' then
    person.free_since = free_since or now
    return {}
  end
  return return_offers(id, person)
end

-- After `return_offers`, when the counsellor's record is what it shall be.
local function settle_all(left)
  for _, hold in ipairs(left) do
    settle(hold.lane)
  end
end
