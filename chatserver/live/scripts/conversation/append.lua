-- SPDX-License-Identifier: EUPL-1.2
-- Store one event, once: the same (member, n) again is answered as the first time.  Three store calls for an
-- application message: read, store, note.
--
-- ARGV[1..4]    era, member, generation, n
-- ARGV[5]       now, ms
-- ARGV[6..8]    epoch, how far the record's may be ahead of it, by how much this moves it on
-- ARGV[9..10]   least and most staff inside
-- ARGV[11..12]  member that comes in, member that goes out; or empty
-- ARGV[13]      body
-- ARGV[14..15]  events and bytes a mailbox may hold
-- ARGV[16]      seconds an untouched record lives
-- KEYS[4]       of the member that goes out, if one does
--
-- Answers {'ok', seq, whether others see the author appear, staff that came in or went out, since, left};
-- era, gone, not_yours, old_generation, gap, malformed, not_allowed_now, full, epoch.

local era, member, generation, n = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local now, epoch, slack, step = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local adds, removes, body = ARGV[11], ARGV[12], ARGV[13]
local turn = member .. ':a' .. n % 4
local other = adds ~= '' and adds or removes

local fields = {
  'era', 'over', 'seated', 'epoch', 'last', 'by', 'other', 'events', 'bytes', 'touched',
  member .. ':state', member .. ':gen', member .. ':here', member .. ':n', turn,
}
if other ~= '' then
  for _, field in ipairs({':state', ':staff', ':from', ':upto', ':since', ':left'}) do
    fields[#fields + 1] = other .. field
  end
end
local held = redis.call('HMGET', KEYS[1], unpack(fields))
local record = {}
for at, field in ipairs(fields) do
  record[field] = held[at]
end

-- Who came in or went out by event `seq`: staff, since, left; or nothing.
local function moved(seq)
  if other ~= '' and record[other .. (adds ~= '' and ':from' or ':upto')] == tostring(seq) then
    return record[other .. ':staff'], record[other .. ':since'], record[other .. ':left'] or '0'
  end
  return '', '0', '0'
end

local function who_may()
  if not record.era then
    return absent()[2]
  end
  local state = record[member .. ':state']
  return record.era ~= era and 'era'
    or not state and 'not_yours'
    or not (state == 'in' or state == 'out') and 'not_allowed_now'
    or generation < tonumber(record[member .. ':gen']) and 'old_generation'
end

local function which_may(state)
  return state == 'out' and 'not_yours'
    or record.over and 'gone'
    or tonumber(record.seated) < tonumber(ARGV[9]) and 'not_allowed_now'
    or tonumber(record.seated) > tonumber(ARGV[10]) and 'not_allowed_now'
    or adds ~= '' and record[adds .. ':state'] ~= 'candidate' and 'not_allowed_now'
    or removes ~= '' and record[removes .. ':state'] ~= 'in' and 'not_allowed_now'
    or tonumber(record.events) + 1 > tonumber(ARGV[14]) and 'full'
    or tonumber(record.bytes) + #body > tonumber(ARGV[15]) and 'full'
    or (tonumber(record.epoch) < epoch or tonumber(record.epoch) > epoch + slack) and 'epoch'
end

-- What an Add or a Remove at `seq` changes of the record.
local function seats(seq)
  if adds ~= '' then
    redis.call('HDEL', KEYS[1], adds .. ':key')
    record[adds .. ':from'], record[adds .. ':since'] = tostring(seq), ARGV[5]
    return {
      adds .. ':state', 'in', adds .. ':from', seq, adds .. ':got', seq - 1, adds .. ':since', now,
      'seated', record.seated + 1,
    }
  end
  if removes ~= '' then
    record[removes .. ':upto'], record[removes .. ':left'] = tostring(seq), ARGV[5]
    forget_capsules()
    return {
      removes .. ':state', 'out', removes .. ':upto', seq, removes .. ':left', now,
      'seated', record.seated - 1,
    }
  end
  return {}
end

local refused = who_may()
if refused then
  return refuse(refused)
end
local highest = tonumber(record[member .. ':n'])
if n <= highest then
  -- Only four answers are kept, since only four messages may be under way.
  if n <= highest - 4 then
    return refuse('malformed')
  end
  return {'ok', tonumber(record[turn]), 0, moved(record[turn])}
end
refused = n > highest + 1 and 'gap' or which_may(record[member .. ':state'])
if refused then
  return refuse(refused)
end

local seq = record.last + 1
redis.call('XADD', KEYS[2], seq .. '-0', 'm', member, 'n', ARGV[4], 't', ARGV[5], 'b', body)
local changes = seats(seq)
local function change(field, value)
  changes[#changes + 1] = field
  changes[#changes + 1] = value
end
change('last', seq)
change('events', record.events + 1)
change('bytes', record.bytes + #body)
change(member .. ':n', ARGV[4])
change(turn, seq)
if record.by ~= member then
  change('by', member)
  change('other', record.last)
end
if step > 0 then
  change('epoch', record.epoch + step)
end
redis.call('HSET', KEYS[1], unpack(changes))
if record.last == '0' then
  live(tonumber(ARGV[16]))
end
return {'ok', seq, adopt(record, member, generation, now, tonumber(ARGV[16])), moved(seq)}
