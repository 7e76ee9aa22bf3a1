import "./live-filter.js";
import "./filter-panel.js";
import "./actions.js";
import "./near-me.js";
import "./suggest.js";
