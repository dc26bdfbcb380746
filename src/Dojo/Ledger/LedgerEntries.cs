namespace HonestAsync.Dojo;

/// <summary>A notebook of the curriculum, written or planned.</summary>
public sealed record NotebookEntry
{
    /// <summary>Two digits.</summary>
    public required string Number { get; init; }

    /// <summary>In kebab case.</summary>
    public required string Slug { get; init; }

    /// <summary>The title on its first page.</summary>
    public required string Title { get; init; }

    /// <summary>What it does, in a line.</summary>
    public required string Goal { get; init; }

    /// <summary>True while it judges only some of its claims.</summary>
    public bool? Partial { get; init; }

    /// <summary>The file's name, without folder.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FileName => $"{Number}-{Slug}.ipynb";
}

/// <summary>A kata of the catalogue, written or planned; the slug is its identity.</summary>
public sealed record KataEntry
{
    /// <summary>Two digits: its folder's number, final from the start.</summary>
    public required string Number { get; init; }

    /// <summary>In kebab case.</summary>
    public required string Slug { get; init; }

    /// <summary>The number of the notebook it belongs to.</summary>
    public required string Notebook { get; init; }

    /// <summary>Ids of the claims it trains.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The folder's name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Folder => $"{Number}-{Slug}";
}
