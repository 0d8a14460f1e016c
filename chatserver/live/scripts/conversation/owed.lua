-- SPDX-License-Identifier: EUPL-1.2
-- What a member is owed after a seq, in order, as far as a window goes.
--
-- ARGV[1]  member
-- ARGV[2]  seq after which
-- ARGV[3]  events at most
-- ARGV[4]  bytes at most
-- ARGV[5]  now, ms
-- ARGV[6]  seconds an untouched record lives
--
-- Answers {'ok', era, {seq, member, n, at, kind, content} ...}, kind 'b' for a body and 'e' for the end;
-- era, gone, not_yours.

local member, messages, size = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local era, over, touched, state, from, upto = unpack(redis.call(
  'HMGET', KEYS[1], 'era', 'over', 'touched', member .. ':state', member .. ':from', member .. ':upto'
))
if not era then
  return absent()
end
if not state then
  return refuse('not_yours')
end
if not over then
  renew(tonumber(ARGV[5]), touched, tonumber(ARGV[6]))
end

local owed = {}

-- Takes what fits of `entries`.  Answers where to go on, or nil at the edge of the window.
local function take(entries)
  local seq
  for _, entry in ipairs(entries) do
    seq = tonumber(string.match(entry[1], '^%d+'))
    if entry[2][2] ~= member then
      size = size - #entry[2][8]
      if size < 0 or #owed == messages then
        return nil
      end
      owed[#owed + 1] = {seq, entry[2][2], entry[2][4], entry[2][6], entry[2][7], entry[2][8]}
    end
  end
  return seq and seq + 1
end

local next_seq = (state == 'in' or state == 'out') and math.max(ARGV[2] + 1, tonumber(from))
while next_seq and #owed < messages do
  next_seq = take(redis.call('XRANGE', KEYS[2], next_seq, upto or '+', 'COUNT', messages))
end
return {'ok', era, owed}
