package io.lotara.trip.parse;

import java.util.Arrays;
import java.util.Set;

/** English words that are no place unless they are written like one. */
final class CommonWords {
  private static final Set<String> WORDS =
      Set.copyOf(
          Arrays.asList(
              """
              a about above abroad absolutely account across activities actually add adult adults adventure affordable african after
              again against age aged ago ahead all allow almost alone along already also although always am amazing american among
              an and animals anniversary another answer any anyone anything anywhere apartment approve approved are area around
              arrange arrangement
              arrive arriving art as asian ask assemble assist assistance at attractions away back bad bar base based beach beaches
              beautiful because bed been before begin beginning behind being below best better between big bike birthday book
              booking both brazilian bring british budget bus business but buy by call camp camping can cannot car caribbean cat
              cancel canceled cancelled celebrate center central change cheap check child children chinese church cities city class
              close code cold come
              comfortable company computer confirm consider conversation cool cost could country couple cover craft create cruise
              cuban cuisine culture
              cut dance dates day days decide deep delicious depart departing departure design destination destinations devise
              different dinner directly discover dive diving do does dog dollars done dream drink drive driving during each early
              east eastern easy eat either else email emergency end ending english enjoy enough entire escape ethiopian europe european even
              evening event events ever every everyone everything exciting expect experience explore exploring fall family famous
              fantastic far fare fast father favorite few find fine first fish flight flights fly flying food foods for forest forward
              free french friday friend friends from full fun garden gather general generate german get getaway getting girl give go
              going good got grand great greek green greetings ground group guide had half happy hard has have having he heading
              hear heart hello help her here hey hi high hike hiking him his historic history hit hold holiday holidays home
              honeymoon hope hoping host hot hotel hotels hour hours house how hundred husband i idea ideal ideally if important in
              include including indian individual information inside interested interesting into irish is island islands it italian
              itineraries itinerary its itself january japanese jersey job join joke journey july june just keep kid kids kind know
              korean lake land laptop large last late later lead learn least leave leaving lebanese left less let level life light
              like little live local lodging long look looking lot love lovely low lunch luxury made main make man many march market
              markets may maybe me meal meals mean mediterranean meet mexican mid middle might mild mind mine minimum moderate
              modern moment monday money month months more morning moroccan most mother mountain mountains move much multiple museum
              museums must must-see my myself name nature near nearby need never new next nice night nightlife nights no non nor
              north northern not nothing now number of off offer ok okay old on once one only open option options or orange order
              organise organize other our ours out outline outside over own pace package park part partner party past pay people per
              perfect person peruvian pet pets phone photo place places plan planned planning play pleasant please poem point polish
              popular portuguese possible prefer preferably preference prefers prepare print private produce prompt propose
              proposed provide put
              query quick quiet quite rather read reading ready real really recommend refund reject relax relaxing rent require reserve rest
              restaurant restaurants return returning right road romantic room rooms round royal rush russian sad safe sail same
              saturday say schedule school sea season see seeing select self sell send set several share shared she ship shop
              shopping short should show side sightseeing simple since single sister site sites six size ski skiing sleep slow small
              smoke snorkel snorkeling snow so solo some someone something somewhere son soon sort south southern spanish speak
              special spend split spring square stand start starting state states station stay staying still stop stops store story
              street style such suggest suggestion summer sun sunday sunny sure surf surfing surprise swim system table take taking talk
              tell temple temples ten test thai than thank thanks that the their them then there these they thing things think this
              those though three through thursday time tips to today together tomorrow too top total tour tours toward town towns
              track train transport travel traveler travelers traveling travelling treat trip trips try tuesday turkish turn two
              type under until unwind up upcoming us use user users vacation various very via vietnamese view views visit visiting
              visits wait
              walk walking want wanted wanting warm was watch water way we weather wedding wednesday week weekend weeks welcome well
              went were west western what when where whether which while white who whole why wife wild will wine winter wish with
              within without wonder wonderful word work world would write yes yet you young your yourself zoo
              """.strip().split("\\s+")));

  private CommonWords() {}

  /** Whether the word, in folded spelling, is one. */
  static boolean has(String word) {
    return WORDS.contains(word);
  }
}
