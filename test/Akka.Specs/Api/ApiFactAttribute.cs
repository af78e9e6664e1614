namespace Akka.Specs.Api;

/// <summary>A fact about the in-tree Akka, which needs the list of Akka.NET's API.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiFactAttribute : FactAttribute
{
    public ApiFactAttribute()
    {
#if AKKA_NUGET
        Skip = "The real packages need no comparison with their own API.";
#else
        Skip = ApiList.Path is null ? "facts/akka-api.txt is not here: set EDGEACTORS_SHARED to the folder above facts." : null;
#endif
    }
}
