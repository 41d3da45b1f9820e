package io.lotara.bench.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * When what happened to each job, in nanoseconds of {@link System#nanoTime}: asked for, taken in, worked on by one function or several at once,
 * ended in the table, and seen to have ended by its client. From it the parts of a job's time, which add up to the whole.
 */
final class Timelines {
  /** Parts of the time from a request to the poll that sees the end, in nanoseconds. */
  record Parts(long posted, long queued, long worked, long unseen) {
    long whole() {
      return posted + queued + worked + unseen;
    }
  }

  private record Work(long from, long to) {}

  private record Client(long asked, long accepted, long seen) {}

  private final Map<String, ConcurrentLinkedQueue<Work>> work = new ConcurrentHashMap<>();
  private final Map<String, Long> ended = new ConcurrentHashMap<>();
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  void worked(String job, long from, long to) {
    work.computeIfAbsent(job, j -> new ConcurrentLinkedQueue<>()).add(new Work(from, to));
  }

  void ended(String job, long at) {
    ended.putIfAbsent(job, at);
  }

  void seen(String job, long asked, long accepted, long seen) {
    clients.put(job, new Client(asked, accepted, seen));
  }

  /** Of all jobs that were seen to end. To be called when no function works any more. */
  List<Parts> parts() {
    List<Parts> parts = new ArrayList<>();
    clients.forEach((job, client) -> {
      if (!ended.containsKey(job)) {
        throw new IllegalStateException("the end of job " + job + " was not written by any function that is watched");
      }
      long accepted = client.accepted();
      long end = Math.min(ended.get(job), client.seen());
      long worked = union(job, accepted, end);
      parts.add(new Parts(accepted - client.asked(), end - accepted - worked, worked, client.seen() - end));
    });
    return parts;
  }

  /** How long between the two times at least one function had a message of the job. */
  private long union(String job, long from, long to) {
    long sum = 0;
    long at = from;
    for (Work w : work.get(job).stream().sorted(Comparator.comparingLong(Work::from)).toList()) {
      long begin = Math.max(at, w.from());
      long end = Math.min(to, w.to());
      if (end > begin) {
        sum += end - begin;
        at = end;
      }
    }
    return sum;
  }
}
