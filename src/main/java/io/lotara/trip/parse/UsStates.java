package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The states of the USA by postal code and name: travellers write both after a comma. */
final class UsStates {
  private static final Map<String, String> BY_CODE =
      Stream.of(
              ("AL=Alabama,AK=Alaska,AZ=Arizona,AR=Arkansas,CA=California,CO=Colorado,CT=Connecticut,DE=Delaware,"
                      + "DC=District of Columbia,FL=Florida,GA=Georgia,HI=Hawaii,ID=Idaho,IL=Illinois,IN=Indiana,IA=Iowa,"
                      + "KS=Kansas,KY=Kentucky,LA=Louisiana,ME=Maine,MD=Maryland,MA=Massachusetts,MI=Michigan,MN=Minnesota,"
                      + "MS=Mississippi,MO=Missouri,MT=Montana,NE=Nebraska,NV=Nevada,NH=New Hampshire,NJ=New Jersey,"
                      + "NM=New Mexico,NY=New York,NC=North Carolina,ND=North Dakota,OH=Ohio,OK=Oklahoma,OR=Oregon,"
                      + "PA=Pennsylvania,RI=Rhode Island,SC=South Carolina,SD=South Dakota,TN=Tennessee,TX=Texas,UT=Utah,"
                      + "VT=Vermont,VA=Virginia,WA=Washington,WV=West Virginia,WI=Wisconsin,WY=Wyoming")
                  .split(","))
          .map(entry -> entry.split("="))
          .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> entry[1]));
  private static final Map<String, String> BY_NAME =
      BY_CODE.values().stream().collect(Collectors.toUnmodifiableMap(Text::fold, name -> name));

  private UsStates() {}

  /** The usual name of a state by code in capitals ({@code TX}, {@code D.C.}) or by name in any spelling; null for anything else. */
  static @Nullable String name(String written) {
    String code = BY_CODE.get(written.replace(".", ""));
    return code != null ? code : BY_NAME.get(Text.fold(written).strip());
  }
}
