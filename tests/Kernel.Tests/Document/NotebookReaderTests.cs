namespace HonestAsync.Kernel.Tests;

public sealed class NotebookReaderTests
{
    [Theory]
    [InlineData(
        "{\n \"cells\": [,\n",
        "x.ipynb is not valid JSON: line 2, column 12: ',' is an invalid start of a value. " +
        "Repair that place, or restore the file from version control.")]
    [InlineData(
        "{\n<<<<<<< HEAD\n \"cells\": []\n",
        "x.ipynb is not valid JSON: line 2 is the mark of a merge conflict. " +
        "Resolve the conflict, or restore the file from version control.")]
    [InlineData("[]", "x.ipynb is JSON but not a notebook: it has no \"nbformat\". Open an .ipynb file.")]
    [InlineData(
        "{ \"nbformat\": 3 }",
        "x.ipynb is nbformat 3; this kernel reads nbformat 4. " +
        "Convert it with `jupyter nbconvert --to notebook`, or save it from a current Jupyter or VS Code.")]
    [InlineData("{ \"nbformat\": 4 }", "x.ipynb has no list of \"cells\". Restore the file from version control.")]
    [InlineData(
        "{ \"nbformat\": 4, \"cells\": [ { \"cell_type\": \"query\" } ] }",
        "x.ipynb: cell 1 has the cell_type query, which is no type of nbformat 4. " +
        "Repair that cell, or restore the file from version control.")]
    [InlineData(
        "{ \"nbformat\": 4, \"cells\": [ { \"cell_type\": \"code\" } ] }",
        "x.ipynb: cell 1 has no \"source\" text. Repair that cell, or restore the file from version control.")]
    [InlineData(
        "{ \"nbformat\": 4, \"cells\": [], \"metadata\": { \"kernelspec\": { \"language\": \"python\" } } }",
        "x.ipynb is a notebook in python; this kernel runs C#. Choose a C# notebook, or its own kernel.")]
    public void BrokenFile_IsSaidToBeWhatItIs(string text, string message) =>
        Assert.Equal(message, Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(text, "x.ipynb")).Message);

    [Fact]
    public void MissingFile_IsNamed() => Assert.StartsWith(
        "/nowhere/x.ipynb cannot be read: ",
        Assert.Throws<NotebookFormatException>(() => NotebookDocument.Load("/nowhere/x.ipynb")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Ids_AreKept_AndMissingOnesAreMadeOfTheFirstWords()
    {
        var notebook = NotebookDocument.Parse(
            """
            { "nbformat": 4, "nbformat_minor": 2, "cells": [
              { "cell_type": "markdown", "source": ["# Does `await` block", " a thread, or not?\n"] },
              { "cell_type": "code", "id": "setup", "source": "1" },
              { "cell_type": "code", "id": "setup", "source": "setup" },
              { "cell_type": "code", "id": "not valid", "source": "" },
              { "cell_type": "code", "source": "" } ] }
            """);

        Assert.Equal(
            "does-await-block-a-thread setup setup-2 code code-2",
            string.Join(' ', notebook.Cells.Select(cell => cell.Id)));
    }
}
