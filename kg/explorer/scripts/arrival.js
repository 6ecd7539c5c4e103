"use strict";
// vis-network is here, which the page begins without.
NetworkView.arrive();
