namespace EdgeActors.Configuration.Catalogue;

/// <summary>Parameters that belong together: a heading of the documentation.</summary>
/// <param name="title">The heading.</param>
internal sealed class ParameterSection(string title)
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>The heading.</summary>
    public string Title => title;

    /// <summary>In the order of the documentation.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Makes a parameter known; it is given back, so that rules can name it.</summary>
    public T Add<T>(T parameter)
        where T : Parameter
    {
        _parameters.Add(parameter);
        return parameter;
    }
}
