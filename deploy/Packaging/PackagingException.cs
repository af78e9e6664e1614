namespace EdgeActors.Packaging;

/// <summary>Something that cannot be packaged, told to the person who builds.</summary>
internal sealed class PackagingException(string message) : Exception(message);
