"""What people call the columns of a table of turns or answers, in the languages we have met them in; add yours here."""

from __future__ import annotations


def plain_name(header: str) -> str:
    """Give a column's name as it is compared: lower case, single spaces."""
    return " ".join(header.replace("_", " ").replace("-", " ").casefold().split())


def _names(listed: str) -> frozenset[str]:
    return frozenset(plain_name(name) for name in listed.split(","))


SPEAKERS = _names(
    "speaker, speakers, speaker name, speaker label, speaker id, speaker_label, voice, who, said by, name of speaker, "
    "sprecher, sprecherin, sprecher/in, locuteur, locutrice, orador, hablante, interlocutor, falante, parlante, taler, "
    "talare, taler navn, spreker, puhuja, वक्ता, المتحدث, דובר, 说话人, 發言人, 发言人, 話者, спикер, говорящий"
)
TEXTS = _names(
    "text, words, utterance, utterances, transcript, transcription, content, speech, said, what was said, "
    "caption, sentence, äußerung, aeusserung, wortlaut, texte, texto, testo, tekst, teksti, énoncé, "
    "enoncé, énonce, parole, paroles, fala, habla, ytring, yttrande, replik, uiting, पाठ, कथन, "
    "النص, טקסט, 文本, 内容, 內容, 文字, テキスト, 発言, текст, реплика, message, dialogue, verbatim"
)
STARTS = _names(
    "start, start time, starttime, start_s, start (s), start ms, start_ms, begin, begin time, from, time, timestamp, "
    "timecode, time code, in, in time, tc in, media start, onset, offset start, started, anfang, beginn, zeit, "
    "startzeit, début, debut, temps, inicio, início, tempo, tiempo, tid, starttid, tijd, aika, alku, समय, الوقت, "
    "זמן, 时间, 時間, 开始, 開始, 开始时间, 開始時間, время, начало"
)
ENDS = _names(
    "end, end time, endtime, end_s, end (s), end ms, end_ms, stop, stop time, to, out, out time, tc out, media end, "
    "finish, ende, endzeit, fin, fim, fine, slut, sluttid, eind, loppu, 结束, 結束, 结束时间, 終了, 終了時間, конец"
)
QUESTIONS = _names(
    "question, questions, prompt, item, frage, pregunta, pergunta, domanda, spørgsmål, spørsmål, fråga, vraag, "
    "kysymys, प्रश्न, سؤال, السؤال, שאלה, 问题, 問題, 質問, вопрос"
)
ANSWERS = _names(
    "answer, answers, response, responses, reply, antwort, réponse, reponse, respuesta, resposta, risposta, svar, "
    "antwoord, vastaus, उत्तर, إجابة, الإجابة, תשובה, 回答, 答案, ответ, open answer, open response, free text, freetext"
)
# Best first, as in a table of participants: a pseudonym is meant where there is also a name.
PEOPLE = (
    "participant", "participant id", "participant code", "pseudonym", "respondent", "respondent id", "responseid",
    "response id", "respondentid", "case", "id", "code", "interviewee", "name", "person", "teilnehmer", "teilnehmerin",
    "befragte", "participante", "répondant", "deltager", "deltagare", "nr", "no", "number", "#",
)  # fmt: skip
# Tables of codings and of participants have words too, but are no transcripts.
NOT_A_TRANSCRIPT = _names("code, codes, coder, coding, quotation, quote, code_path, code path, certainty")
MILLISECONDS = ("ms", "msec", "milliseconds", "millis")
