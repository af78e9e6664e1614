namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>What a file of the package says of a tensor.</summary>
/// <param name="Name">Its name; null when the file gives none.</param>
/// <param name="Type">DLR's name of its element type; null when the file gives none.</param>
/// <param name="Shape">Its extents, -1 for one that the data decide; null when the file gives none.</param>
internal sealed record DeclaredTensor(string? Name, string? Type, long[]? Shape);
