"""Gives the account of a cleaning: the article as plain lines, and as JSON."""

from diemtin.model import Article, Block, Figure, Heading, List, Paragraph, Quote, Table, plain_text


def article_lines(article: Article) -> list[str]:
    """Return the article as plain text: title, standfirst, then one block a line."""
    lines = [text for text in (article.title, article.standfirst) if text]
    for block in article.blocks:
        lines += block_lines(block)
    return lines


def _item_lines(item: tuple[Block, ...]) -> list[str]:
    return [line for child in item for line in block_lines(child)]


def block_lines(block: Block) -> list[str]:
    """Return the lines of a block; each item of a list and each row of a table is a line."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return [plain_text(content)]
        case Figure(caption=caption):
            return [plain_text(caption)] if caption else []
        case List(items=items, ordered=ordered, start=start):
            return [
                " ".join([f"{number}." if ordered else "-", *_item_lines(item)])
                for number, item in enumerate(items, start)
            ]
        case Quote(blocks=blocks, attribution=attribution):
            lines = [line for child in blocks for line in block_lines(child)]
            return [*lines, plain_text(attribution)] if attribution else lines
        case Table(rows=rows, caption=caption):
            head = [plain_text(caption)] if caption else []
            return head + ["\t".join(plain_text(cell.content) for cell in row) for row in rows]
        case _:
            return []
