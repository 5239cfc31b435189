from pathlib import Path

from sqlalchemy.orm import sessionmaker

from flows.postman import make_postman
from flows.settings import IntakeSettings


def test_paper_lies_below_the_home_unless_it_is_said_where(tmp_path: Path) -> None:
    settings = IntakeSettings(home=tmp_path)
    assert make_postman(settings, sessionmaker()).print_folder == tmp_path / "print"
    elsewhere = settings.model_copy(update={"print_folder": tmp_path / "drucker"})
    assert make_postman(elsewhere, sessionmaker()).print_folder == tmp_path / "drucker"
