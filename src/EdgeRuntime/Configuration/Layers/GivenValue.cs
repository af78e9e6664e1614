namespace EdgeActors.Configuration.Layers;

/// <summary>A parameter's value as it was given.</summary>
/// <param name="Name">By which name: a key, a variable or a flag.</param>
/// <param name="Text">Numbers as written, bools as <c>true</c> and <c>false</c>.</param>
/// <param name="Source">Where.</param>
/// <param name="IsSingle">False for an object or a list, which no parameter is.</param>
internal sealed record GivenValue(string Name, string Text, string Source, bool IsSingle);
