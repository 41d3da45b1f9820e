package io.lotara.chat.model;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a model may not say by itself, in the languages that are spoken most in the chat: that something is booked, paid, approved or
 * cancelled, that there is a special offer, and when or with whom somebody flies. A sentence too many that is taken for one costs an answer
 * by the rules; one too few costs a traveller's trust.
 */
final class Claims {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?。！？])\\s+|(?<=[。！？])|\\n+");

  /** That something was done, in words without diacritics. */
  private static final List<Pattern> DONE =
      patterns(
          // English
          "(?<!\\bnothing )(?<!\\bnone )\\b(?:i(?:'ve| have)?|we(?:'ve| have)?|has|have|is|are|was|were|been|being|got|all)(?: (?:now|already|just|all|been|also|both|fully"
              + "|\\w+ly))* (?:booked|reserved|approved|paid|confirmed|cancell?ed|purchased|charged|issued)\\b",
          "\\b(?:booking|reservation|payment|purchase|approval)s? (?:is |are |was |has been )?(?:now )?(?:complete|completed|confirmed|done"
              + "|successful|went through|received|made)\\b",
          // German
          "\\b(?:habe|haben wir|wir haben|hat|ist|sind|wurden?|worden)\\b(?:(?!\\bnicht|\\bnoch nichts)[^.!?])*\\b(?:gebucht|bezahlt|reserviert|bestatigt"
              + "|genehmigt|storniert|freigegeben|abgebucht|gekauft)\\b",
          // French
          "\\b(?:j'ai|nous avons|on a|a ete|ont ete|est|sont|d'etre|vient d')(?: (?:bien|deja|maintenant|desormais|egalement|tous?|toute?s?))*"
              + " (?:reserve|paye|regle|confirme|approuve|annule|valide|achete)e?s?\\b",
          "\\b(?:j'ai|nous avons)\\b[^.!?]*\\bet (?:reserve|paye|regle|confirme|approuve|annule|valide|achete)e?s?\\b",
          // Spanish, Portuguese, Italian
          "\\b(?:he|hemos|ha|han|ha sido|han sido|esta|estan|quedan?|fue|fueron|foi|foram|estao|tenho|temos|ho|abbiamo|e stat[oa]|sono stat[ei]"
              + "|e|sono|ja)(?: (?:ya|ja|gia|sido|agora|ahora|ora))* (?:reservad|pagad|pag|confirmad|aprobad|aprovad|cancelad|comprad|abonad"
              + "|prenotat|pagat|confermat|approvat|annullat|cancellat|riservat|acquistat)[oaei]s?\\b",
          "\\b(?:reservei|paguei|confirmei|comprei|aprovei|cancelei|prenotai|pagai)\\b",
          // Dutch
          "\\b(?:heb|hebben wij|hebben we|we hebben|wij hebben|is|zijn|werd|werden)\\b(?:(?!\\bniet\\b|\\bniets\\b)[^.!?])*\\b(?:geboekt|betaald"
              + "|gereserveerd|bevestigd|goedgekeurd|geannuleerd|gekocht)\\b",
          // Vietnamese
          "\\b(?:da|vua)(?: (?:duoc|vua|giup ban|cho ban|\\w+)){0,3} (?:dat|thanh toan|giu cho|xac nhan|phe duyet|duyet|huy|tra tien|mua)\\b",
          "\\b(?:dat|thanh toan|xac nhan|phe duyet|duyet|huy|tra tien)(?: \\w+){0,3} (?:xong|thanh cong|roi)\\b",
          // Others
          "(?:予約|支払い?|決済|確定|承認|キャンセル)(?:し|いたし|が完了し|は完了し)(?:まし|て)|予約済|支払済|支払い済",
          "已(?:经)?(?:为您|帮您)?(?:预订|预定|订好|订|付款|支付|确认|批准|取消)|(?:预订|支付|付款)(?:成功|完成)",
          "(?:예약|결제|승인|확정|취소)(?:했|하였|되었|됐|완료)",
          "забронирова|оплатил|оплачен|подтвердил|подтвержден|одобрен|отменил|отменен",
          "\\b(?:zarezerwowa|oplaci|zatwierdzi|potwierdzi)(?:lem|lam|lismy|no|ny|na|ne)\\b");

  /** Said with accents, as without them they are words of other languages. */
  private static final Pattern DONE_ACCENTED = Pattern.compile("(?<!\\p{L})(?:reservé|pagué|confirmé|compré|aprobé|cancelé)(?!\\p{L})");

  private static final Pattern OFFER =
      Pattern.compile(
          "(?:\\b(?:no|not|any|never|without|keinen?|keinerlei|pas de|aucune?|sin|ningun[ao]?|nessun[ao]?|sem|nenhum[a]?|geen|khong co|khong)"
              + " (?:\\w+ ){0,2})?\\b(?:special (?:offers?|prices?|deals?|rates?)|discount(?:s|ed)?|exclusive (?:offers?|prices?|deals?|rates?)"
              + "|just for you|only for you|limited[- ]time|promo(?:tion(?:s|al)?|s)?|promo code|vouchers?|\\d+ ?% (?:off|cheaper)|free upgrade"
              + "|sonderangebote?|sonderpreise?|rabatte?|preisnachlass|nur fur sie|offres? speciales?|prix special|reduction|remise|rien que pour vous"
              + "|ofertas? especial(?:es)?|precio especial|descuentos?|solo para (?:ti|usted)|offert[ae] special[ei]|prezzo speciale|scont[oi]"
              + "|solo per (?:te|lei)|descontos?|preco especial|promocao|so para (?:voce|si)|aanbiedingen|aanbieding|korting|speciaal voor (?:u|jou)"
              + "|uu dai|giam gia|khuyen mai|danh rieng cho ban)\\b");
  private static final Pattern NEGATED =
      Pattern.compile(
          "(?:no|not|any|never|without|keinen?|keinerlei|pas de|aucune?|sin|ningun[ao]?|nessun[ao]?|sem|nenhuma?|geen|khong co|khong) .*");

  private static final Pattern FLYING =
      Pattern.compile(
          "\\b(?:fl(?:y|ies|ying|ights?)|airlines?|airways|depart(?:s|ure|ing)?|takes? off|lands?|boarding|vols?|vuelos?|volas?|vuela|voli?|voos?"
              + "|voar?|flug|fluge|fliegen|fliegst|fliegt|abflug|vlucht(?:en)?|vliegt|chuyen bay|bay|cat canh|ha canh)\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "\\b(?:[01]?\\d|2[0-3]) ?[:h.] ?[0-5]\\d\\b|\\b\\d{1,2} ?(?:am|pm|a\\.m|p\\.m|uhr|heures|h|gio)\\b|\\b(?:half past|quarter (?:past|to)) \\w+"
              + "|\\b\\w+ o'clock\\b");
  private static final Pattern AIRLINE =
      Pattern.compile(
          "\\b(?:[a-z]+ (?:airlines?|airways)|air [a-z]+|lufthansa|ryanair|easyjet|vietjet(?: air)?|emirates|etihad|klm|iberia|qantas|airasia"
              + "|wizz ?air|vueling|eurowings|swiss|finnair|delta|bamboo|jetstar|scoot|cebu pacific)\\b");
  private static final Pattern NOT =
      Pattern.compile("\\b(?:not|cannot|no|\\w+n't|nicht|keine?n?|ne|pas|non|nao|niet|geen|khong)\\b");
  private static final Pattern COMMON_AIRLINE =
      Pattern.compile("(?:an?|the|any|which|what|your|no|other|some|by|few|most|all|of|with|and|or|budget|many|different|same|each) airlines?|air (?:and|or|fares?|travel"
          + "|tickets?|quality|is|at|in|on|to|conditioning)");

  private Claims() {}

  /** Lower case, without diacritics and with single spaces. */
  static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    String same = Normalizer.normalize(plain, Normalizer.Form.NFKC).replace('đ', 'd').replace('Đ', 'D').replace('’', '\'').replace('‘', '\'');
    return SPACES.matcher(same.toLowerCase(Locale.ROOT)).replaceAll(" ");
  }

  /**
   * What is claimed first and stands on nothing.
   *
   * @param facts what the tools and the tenant said
   */
  static Optional<String> unfounded(String words, String facts) {
    String told = fold(facts);
    String folded = fold(words);
    return DONE.stream()
        .flatMap(p -> p.matcher(folded).results().map(MatchResult::group))
        .filter(claim -> !told.contains(claim))
        .findFirst()
        .or(() -> found(DONE_ACCENTED, words.toLowerCase(Locale.ROOT), facts.toLowerCase(Locale.ROOT)))
        .or(() -> OFFER.matcher(folded).results().map(MatchResult::group)
            .filter(offer -> !NEGATED.matcher(offer).matches() && !told.contains(offer)).findFirst())
        .or(() -> SENTENCE.splitAsStream(words).map(Claims::fold).filter(s -> FLYING.matcher(s).find() || AIRLINE.matcher(s).find())
            .flatMap(s -> flown(s, told).stream()).findFirst());
  }

  private static Optional<String> found(Pattern pattern, String words, String told) {
    return pattern.matcher(words).results().map(MatchResult::group).filter(m -> !told.contains(m)).findFirst();
  }

  /** A time or an airline in a sentence about flying. That one of them cannot be had may be said. */
  private static Optional<String> flown(String sentence, String told) {
    Optional<String> time = FLYING.matcher(sentence).find() ? found(TIME, sentence, told) : Optional.empty();
    return time.isPresent() || NOT.matcher(sentence).find()
        ? time
        : found(AIRLINE, sentence, told).filter(name -> !COMMON_AIRLINE.matcher(name).matches());
  }

  private static List<Pattern> patterns(String... all) {
    return java.util.Arrays.stream(all).map(Pattern::compile).toList();
  }
}
