"""Words by which labels and titles are known, in the languages we have met them in; add yours here."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.casefold().split())


# Who asks.
INTERVIEWERS = _words(
    """
    i q iv ir ier int intv interviewer interviewers interviewerin interviewere moderator moderators
    moderatorin mod facilitator fac researcher host entrevistador entrevistadora entrevistadores
    pesquisador pesquisadora investigador investigadora moderador moderadora enquêteur enquêtrice
    enqueteur intervieweur intervieweuse animateur animatrice chercheur chercheuse intervistatore
    intervistatrice ricercatore ricercatrice intervjuare intervjuer intervjuar haastattelija onderzoeker
    forsker forskare forscher forscherin साक्षात्कारकर्ता शोधकर्ता मुलाखतकार मुलाखतकर्ता مراسل محاور
    المحاور الباحث الباحثة מראיין מראיינת המראיין המראיינת חוקר חוקרת 采访者 採訪者 访谈者 訪談者 访问者
    訪問者 主持人 研究者 研究员 インタビュアー 聞き手 интервьюер исследователь модератор
    befrager befragerin enq интервьюерка исследовательница ведущий ведущая корреспондент інтерв_юер інтерв_юерка
    інтервюер дослідник дослідниця модераторка интервюиращ анкетьор истраживач badacz badaczka ankieter ankieterka
    moderatorka prowadzący prowadząca tazatel tazatelka výzkumník výzkumnice výskumník výskumníčka moderátor kérdező
    kutató istraživač istraživačica ispitivač ispitivačica voditelj voditeljica cercetător cercetătoare intervievator
    görüşmeci araştırmacı mülakatçı moderatör ερευνητής ερευνήτρια συνεντευκτής συνεντεύκτρια συντονιστής
    συντονίστρια küsitleja intervjueerija klausėjas klausėja intervētājs intervētāja spyrill rannsakandi 면담자
    연구자 질문자 진행자 인터뷰어 người_phỏng_vấn pvv ผู้สัมภาษณ์ ผู้วิจัย pewawancara peneliti mhoji mtafiti محاورة
    المحاورة مصاحبه_گر پژوهشگر সাক্ষাৎকারগ্রহীতা গবেষক প্রশ্নকর্তা 访谈员 訪談員 采访人 採訪人 提问者 調査者 質問者
    インタビューアー
    """
)

# Who answers.
PARTICIPANTS = _words(
    """
    p r resp respondent respondents respondente participant participants participante participantes
    interviewee interviewees ie idi subject informant informante patient client entrevistado
    entrevistada enquêté enquêtée enquete interviewé interviewée répondant répondante befragte befragter
    teilnehmer teilnehmerin proband probandin intervistato intervistata partecipante deltager deltagare
    deltaker intervjuperson respondentti haastateltava geïnterviewde deelnemer प्रतिभागी उत्तरदाता
    सहभागी المشارك المشاركة المستجيب משתתף משתתפת מרואיין מרואיינת המרואיין המרואיינת 受访者 受訪者
    参与者 參與者 被访者 回答者 参加者 респондент информант участник участница
    informantin erzähler erzählerin zeitzeuge zeitzeugin fortæller narrator narratrice респондентка информантка
    собеседник собеседница інформант інформантка учасник учасниця испитаник respondentka rozmówca rozmówczyni badany
    badana uczestnik uczestniczka dotazovaný dotazovaná účastník účastnice válaszadó interjúalany résztvevő ispitanik
    ispitanica sugovornik sugovornica sudionik sudionica intervievat intervievată katılımcı görüşülen συμμετέχων
    συμμετέχουσα ερωτώμενος ερωτώμενη vastaja intervjueeritav dalyvis dalyvė respondentas respondentė viðmælandi
    þátttakandi 참여자 연구참여자 면담대상자 응답자 답변자 người_trả_lời người_được_phỏng_vấn ntl ผู้ให้สัมภาษณ์ ผู้ถูกสัมภาษณ์
    informan narasumber partisipan responden mhojiwa mshiriki مصاحبه_شونده مشارکت_کننده پاسخگو উত্তরদাতা অংশগ্রহণকারী
    受访人 受訪人 被采访者 被採訪者 被訪者 訪談對象 访谈对象 対象者 調査対象者 調査協力者 研究協力者 語り手 話し手
    """
)

# Who is present without being asked.
OTHERS = _words(
    """
    interpreter translator observer notetaker dolmetscher dolmetscherin intérprete interprète tolk
    दुभाषिया अनुवादक
    """
)

# Labels of speakers that tell no role.
VOICES = _words(
    """
    s spk speaker speakers voice unidentified unknown sprecher sprecherin locuteur locutrice orador
    oradora hablante parlante puhuja talare taler spreker वक्ता المتحدث דובר דוברת 说话人 發言人 发言人
    話者 спикер говорящий male female man woman
    """
)

# What a legend may say of a label besides a role (M: Mand).
PEOPLE = _words(
    """
    man woman male female mand kvinde kvinne kvinna mann frau homme femme hombre mujer homem mulher uomo
    donna child
    """
)

# Between two people who speak at once; together they have no one role.
JOINERS = _words(
    """
    and og och und et y e en ed و और आणि
    """
)

# Words without a capital inside names.
PARTICLES = _words(
    """
    og och und and et e y i en & + de da do dos das di del della van von der den la le el al bin ben
    bint ibn ter zu
    """
)

# What stands before a colon and never speaks; words of one label are joined by _.
NO_SPEAKERS = _words(
    """
    note notes nb n.b example examples for_example e.g i.e comment comments remark remarks question
    answer topic theme section part chapter figure table appendix summary conclusion introduction
    background result results context warning attention important source sources reference references
    keywords abstract quote that_is ps p.s first second third finally also however http https www mailto
    date time duration length place location file audio recording transcript transcribed_by language
    page version title subject to from cc re fwd psalm psalms verse ratio score scores
    anmerkung hinweis beispiel zum_beispiel bemerkung frage
    antwort remarque exemple par_exemple nota ejemplo por_ejemplo exemplo por_exemplo observação esempio
    per_esempio bemærk eksempel for_eksempel obs opmerking voorbeeld bijvoorbeeld नोट टिप्पणी उदाहरण
    הערה דוגמה לדוגמה ملاحظة مثال 注 备注 備註 例如
    """
)

# What is asked and what is answered. Alone each may head a paragraph; where both come back, they are two voices.
QUESTION_AND_ANSWER = tuple(
    (pair.split("/")[0], pair.split("/")[1])
    for pair in """
    question/answer frage/antwort question/réponse pregunta/respuesta pergunta/resposta domanda/risposta
    spørgsmål/svar spørsmål/svar fråga/svar vraag/antwoord kysymys/vastaus вопрос/ответ питання/відповідь въпрос/отговор
    питање/одговор pitanje/odgovor pytanie/odpowiedź otázka/odpověď otázka/odpoveď kérdés/válasz întrebare/răspuns
    soru/cevap soru/yanıt ερώτηση/απάντηση שאלה/תשובה ש/ת سؤال/جواب س/ج प्रश्न/उत्तर 질문/답변 질문/대답 문/답 问/答 問/答
    问题/回答 問題/回答 質問/回答 hỏi/đáp ถาม/ตอบ и/р
    """.casefold().split()
)

# Title lines that state the length of the recording.
DURATIONS = _words(
    """
    duration length laufzeit dauer durée duree duración duracion duração duracao durata varighed
    varighet lengde längd duur kesto अवधि कालावधी משך المدة 时长 時長
    """
)

# Other lines of a title.
TITLES = _words(
    """
    date datum dato fecha data päivämäärä time uhrzeit place location setting site ort lieu lugar luogo
    sted file filename datei fichier archivo audio recording aufnahme transcriber transcribed
    transcription transkription transkriptor language sprache langue idioma sprog project projekt projet
    study studie code pseudonym age alter gender sex geschlecht occupation beruf id case interview
    organisation organization agency role दिनांक तारीख स्थान भाषा תאריך מקום שפה التاريخ المكان اللغة
    日期 地点 地點 语言 語言 编号
    """
)
