"""One question, five answers, a few words if one likes. Works for a visitor nobody knows."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ryadom.regions.clock import now, today
from ryadom.voice import actions, queries, surveys


class QuestionForm(forms.Form):
    """The five steps are radio buttons with words: a scale of bare numbers is read differently by everybody."""

    score = forms.ChoiceField(widget=forms.RadioSelect, choices=())
    comment = forms.CharField(
        required=False,
        max_length=actions.LONGEST_COMMENT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, survey: surveys.Survey, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        score, comment = self.fields["score"], self.fields["comment"]
        score.label, score.choices = survey.question, survey.choices  # type: ignore[attr-defined]
        score.error_messages["required"] = score.error_messages["invalid_choice"] = _("Выберите один из пяти ответов.")
        comment.label = _("Что нам стоит исправить?")
        comment.help_text = _("Не указывайте имена, адреса и номера документов.")
        comment.error_messages["max_length"] = _(
            "Слишком длинно: не больше 1000 знаков. Сократите и отправьте ещё раз."
        )


@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    region = queries.region_of(token)
    put = queries.put(region, token) if region else None
    if put is None:
        raise Http404
    survey = surveys.survey(put.region, today(put.region), put.survey, (get_language() or "ru")[:2])
    shown = put.score is not None and "change" not in request.GET
    if request.method == "POST":
        return _take(request, put, survey)
    if shown:
        return render(request, "voice/thanks.html", {"survey": survey, "put": put})
    initial = {"score": put.score, "comment": put.comment}
    return render(request, "voice/question.html", {"form": QuestionForm(survey, initial=initial), "survey": survey})


def _take(request: HttpRequest, put: queries.Put, survey: surveys.Survey) -> HttpResponse:
    form = QuestionForm(survey, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer(region=put.region, token=put.token, score=given["score"], comment=given["comment"], at=now())
        except actions.AnswerRefused as refused:
            form.add_error(None, refused.said)
        else:
            return HttpResponseRedirect(request.path)
    return render(request, "voice/question.html", {"form": form, "survey": survey}, status=422)
